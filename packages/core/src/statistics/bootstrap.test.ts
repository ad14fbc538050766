import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { bootstrapInterval, resampleClusters, resampleRows, type Multiplicities } from './bootstrap.ts';

const random = createRandom(8);
const rows = 400;
const values = Float64Array.from({ length: rows }, () => random() + random());
const meanOf = (of: ArrayLike<number>) => (multiplicities: Multiplicities) =>
  multiplicities.reduce((sum, times, row) => sum + times * of[row], 0) /
  multiplicities.reduce((sum, times) => sum + times, 0);
const options = { rows, clusterOf: null, repeats: 2000, coverage: 0.95 };

describe('bootstrapInterval', () => {
  it('finds the standard error of a mean', () => {
    const mean = values.reduce((sum, value) => sum + value, 0) / rows;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
    const interval = bootstrapInterval(meanOf(values), { ...options, random: createRandom(1) });
    if (interval === null) throw new Error('no interval');
    const wanted = Math.sqrt(variance / rows);
    expect(Math.abs(interval.standardError / wanted - 1)).toBeLessThan(0.06);
    expect(interval.lower).toBeCloseTo(mean - 1.96 * wanted, 2);
    expect(interval.upper).toBeCloseTo(mean + 1.96 * wanted, 2);
  });

  it('is wider by sqrt(4) when every row stands four times and clusters say so', () => {
    const repeated = Float64Array.from({ length: 4 * rows }, (_, row) => values[row % rows]);
    const clusterOf = Int32Array.from(repeated, (_, row) => row % rows);
    const fourfold = { ...options, rows: 4 * rows };
    const byRow = bootstrapInterval(meanOf(repeated), { ...fourfold, random: createRandom(2) });
    const byCluster = bootstrapInterval(meanOf(repeated), {
      ...fourfold,
      clusterOf,
      random: createRandom(2),
    });
    const ratio = (byCluster?.standardError ?? NaN) / (byRow?.standardError ?? NaN);
    expect(Math.abs(ratio / 2 - 1)).toBeLessThan(0.1);
  });

  it('is the same for the same seed', () => {
    const run = (seed: number) =>
      bootstrapInterval(meanOf(values), { ...options, repeats: 20, random: createRandom(seed) });
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });

  it('leaves out resamples without a figure, and is null where there are no two', () => {
    const never = () => null;
    expect(bootstrapInterval(never, { ...options, random: createRandom(1) })).toBeNull();
    let calls = 0;
    const everyOther = () => (calls++ % 2 === 0 ? 1 : null);
    const interval = bootstrapInterval(everyOther, { ...options, repeats: 10, random: createRandom(1) });
    expect(interval).toEqual({ lower: 1, upper: 1, standardError: 0, repeats: 5 });
    expect(bootstrapInterval(() => 1, { ...options, repeats: 1, random: createRandom(1) })).toBeNull();
  });
});

it('a resample has as many draws as rows or clusters, and keeps clusters whole', () => {
  const drawn = new Float64Array(50);
  resampleRows(drawn, createRandom(3));
  expect(drawn.reduce((sum, times) => sum + times, 0)).toBe(50);
  const clusterOf = Int32Array.from(drawn, (_, row) => row % 7);
  resampleClusters(drawn, clusterOf, 7, createRandom(3));
  expect(drawn.slice(0, 7).reduce((sum, times) => sum + times, 0)).toBe(7);
  drawn.forEach((times, row) => expect(times).toBe(drawn[row % 7]));
});
