import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import type { ChangeWindow } from './change-window.ts';
import { accountByFeature, type FeatureAccount } from './feature-account.ts';
import { drawWindow, type World } from './testing/windows.ts';

const usual: World = { first: 0.3, metric: (first, third) => 0.9 - 0.4 * first - (third === 2 ? 0.2 : 0) };

function account(before: ChangeWindow, after: ChangeWindow, seed = 1): FeatureAccount {
  const result = accountByFeature(before, after, seed);
  if (!result.ok) throw new Error(result.failure.message);
  return result.account;
}

function draw(rows: number, before: World, after: World, seed = 1): [ChangeWindow, ChangeWindow] {
  return [drawWindow(rows, before, createRandom(seed, 1)), drawWindow(rows, after, createRandom(seed, 2))];
}

const sumOf = ({ parts, remainder }: FeatureAccount) =>
  parts.reduce((sum, part) => sum + part.contribution, remainder.contribution);
const partOf = ({ parts }: FeatureAccount, feature: number) => parts.find((part) => part.feature === feature);

describe('accountByFeature', () => {
  it('lays other inputs at the door of the feature that moved', () => {
    // The first column is 1 for 30 %, then 70 %: .4 x -.4 = -.16.
    const own = account(...draw(3000, usual, { ...usual, first: 0.7 }));
    const part = partOf(own, 0);
    expect(own.parts[0]).toBe(part);
    expect(part?.matters).toBe(true);
    expect(Math.abs((part?.contribution ?? 0) + 0.16)).toBeLessThan(0.03);
    expect(partOf(own, 1)?.matters).toBe(false);
    expect(own.remainder.matters).toBe(false);
    expect(own.variesWith).toEqual([]);
    expect(own.unseenShare).toBe(0);
    expect(own.foretold).toBeGreaterThan(0.1);
  });

  it('leaves to the remainder what changed at equal inputs, and says by which feature', () => {
    // Third column 2: .7 or .3, then 0 off both.
    const worse: World = {
      ...usual,
      metric: (first, third) => (third === 2 ? 0.1 : usual.metric(first, third)),
    };
    const own = account(...draw(3000, usual, worse));
    expect(own.parts.every(({ matters }) => !matters)).toBe(true);
    expect(own.remainder.matters).toBe(true);
    // A third of rows falls from .7 x .7 + .3 x .3 = .58 to .1.
    expect(own.remainder.contribution).toBeCloseTo(-0.16, 1);
    expect(own.variesWith[0]).toBe(2);
  });

  it('sums to the whole, exactly, whatever the number of rows', () => {
    for (const rows of [300, 2500]) {
      const own = account(...draw(rows, usual, { first: 0.6, metric: () => 0.4 }));
      expect(Math.abs(sumOf(own) - own.whole.contribution)).toBeLessThan(1e-12);
    }
  });

  it('calls hardly anything clear where nothing changed: 1 % of accounts, by its level', () => {
    const seeds = Array.from({ length: 60 }, (_, i) => i + 1);
    const wrong = seeds.filter((seed) => {
      const own = account(...draw(400, usual, usual, seed), seed);
      return [...own.parts, own.remainder].some(({ matters }) => matters);
    });
    expect(wrong.length).toBeLessThanOrEqual(3);
  });

  it('says for how many rows it guesses', () => {
    const [before, after] = draw(400, usual, usual);
    after.columns[1].values.fill(50, 0, 100);
    expect(account(before, after).unseenShare).toBe(0.25);
  });

  it('is the same for the same seed', () => {
    const windows = draw(2500, usual, { ...usual, first: 0.5 });
    expect(account(...windows, 3)).toEqual(account(...windows, 3));
  });

  it('leaves rows out whose metric is not known, and missing values in', () => {
    const [before, after] = draw(700, usual, { ...usual, first: 0.6 });
    const values = Float64Array.from(before.values, (value, row) => (row % 2 === 0 ? value : NaN));
    before.columns[1].values.fill(NaN, 0, 50);
    const own = account({ ...before, values }, after);
    expect(Math.abs(sumOf(own) - own.whole.contribution)).toBeLessThan(1e-12);
    const few = accountByFeature({ ...before, values: values.fill(NaN, 0, 200) }, after, 1);
    expect(few).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
  });

  it('has figures where nothing varies', () => {
    const [before, after] = draw(300, { ...usual, metric: () => 1 }, { ...usual, metric: () => 0 });
    const own = account(before, after);
    expect(own.remainder).toMatchObject({ contribution: -1, standardError: 0, pValue: 0, matters: true });
    expect(own.parts.map(({ contribution, pValue }) => [contribution, pValue])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(own.foretold).toBe(0);
  });

  it('refuses windows of other columns', () => {
    const [before, after] = draw(300, usual, usual);
    const other = accountByFeature(before, { ...after, columns: after.columns.slice(1) }, 1);
    expect(other).toMatchObject({ ok: false, failure: { code: 'BAD_USER_INPUT' } });
  });
});
