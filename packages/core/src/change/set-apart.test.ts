import { expect, it } from 'vitest';
import { MINUTE_MS } from '../time/units.ts';
import { setApart } from './set-apart.ts';

const minutes = (from: number, to: number) => ({ fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS });

it.each([
  ['leaves windows that do not touch', minutes(0, 5), minutes(6, 9), minutes(0, 5), minutes(6, 9)],
  ['and those that do', minutes(0, 5), minutes(5, 9), minutes(0, 5), minutes(5, 9)],
  ['gives a shared minute to the later', minutes(0, 6), minutes(5, 9), minutes(0, 5), minutes(5, 9)],
  ['whichever comes first', minutes(5, 9), minutes(0, 6), minutes(5, 9), minutes(0, 5)],
])('%s', (_, before, after, wantedBefore, wantedAfter) => {
  expect(setApart(before, after)).toEqual({ before: wantedBefore, after: wantedAfter });
});

it.each([
  [minutes(0, 7), minutes(5, 9)],
  [minutes(0, 9), minutes(5, 6)],
  [minutes(5, 9), minutes(0, 9)],
  [minutes(0, 1), minutes(0, 1)],
])('refuses those that share more: %o, %o', (before, after) => {
  expect(setApart(before, after)).toBeNull();
});
