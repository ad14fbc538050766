import { describe, expect, test } from 'vitest';
import {
  NOT_READABLE,
  readBoolean,
  readKnownText,
  readNumber,
  readNumbers,
  readText,
  readTexts,
  readTime,
} from './cell.ts';

const JANUARY_2 = Date.UTC(2026, 0, 2);
const AT_10_30 = Date.UTC(2026, 0, 2, 10, 30);

describe('a time', () => {
  test.each<[unknown, number | null | symbol]>([
    ['2026-01-02T10:30:00.000Z', AT_10_30],
    ['2026-01-02 10:30:00', AT_10_30],
    ['2026-01-02 10:30', AT_10_30],
    ['2026-01-02 10:30:00 UTC', AT_10_30],
    ['2026-01-02T16:00:00+05:30', AT_10_30],
    ['2026-01-02 16:00:00+0530', AT_10_30],
    ['2026-01-02T12:30:00+02', AT_10_30],
    ['2026-01-02T10:30:00.123456Z', AT_10_30 + 123],
    ['2026-01-02', JANUARY_2],
    [String(AT_10_30), AT_10_30],
    [AT_10_30 + 0.7, AT_10_30],
    [BigInt(AT_10_30), AT_10_30],
    [new Date(AT_10_30), AT_10_30],
    ['', null],
    [null, null],
    [undefined, null],
    ['yesterday', NOT_READABLE],
    ['2026-13-01', NOT_READABLE],
    ['02/01/2026', NOT_READABLE],
    [new Date(Number.NaN), NOT_READABLE],
    [{}, NOT_READABLE],
  ])('%s', (cell, expected) => {
    expect(readTime(cell)).toBe(expected);
  });
});

test.each<[unknown, number | null | symbol]>([
  ['1.5', 1.5],
  [' 1e3 ', 1000],
  [{ quoted: 'NaN' }, null],
  ['NA', null],
  [Number.NaN, null],
  [true, 1],
  [7n, 7],
  ['1,5', NOT_READABLE],
  ['0x10', NOT_READABLE],
  [Infinity, NOT_READABLE],
  [[1], NOT_READABLE],
])('a number: %s', (cell, expected) => {
  expect(readNumber(cell)).toBe(expected);
});

test('a word for "not known" is a text when it stood in quotes', () => {
  expect(readKnownText('None')).toBeNull();
  expect(readKnownText({ quoted: 'None' })).toBe('None');
  expect(readText('None')).toBe('None');
  expect(readText(12)).toBe('12');
  expect(readText('')).toBeNull();
  expect(readText({ other: 1 })).toBe(NOT_READABLE);
});

test.each<[unknown, boolean | null | symbol]>([
  ['True', true],
  ['no', false],
  [1, true],
  [false, false],
  ['NA', null],
  ['perhaps', NOT_READABLE],
])('yes or no: %s', (cell, expected) => {
  expect(readBoolean(cell)).toBe(expected);
});

test('lists come as they are, between semicolons, or as JSON', () => {
  expect(readTexts('spring; sale')).toEqual(['spring', 'sale']);
  expect(readTexts('["a;b","c"]')).toEqual(['a;b', 'c']);
  expect(readTexts(['a'])).toEqual(['a']);
  expect(readTexts('')).toBeNull();
  expect(readTexts('[1]')).toBe(NOT_READABLE);
  expect(readTexts('[broken')).toBe(NOT_READABLE);
  expect(readNumbers('[0.25,0.75]')).toEqual([0.25, 0.75]);
  expect(readNumbers('0.25;0.75')).toBe(NOT_READABLE);
});
