import { describe, expect, it } from 'vitest';
import { manifest, reference } from '../testing/shipped-churn.ts';
import { backgroundRows } from './background-rows.ts';

describe('backgroundRows', () => {
  const rows = backgroundRows(manifest.features, reference, 20_000, 3);

  it('has values, gaps and categories as often as the reference', () => {
    const tenure = reference.features.tenure;
    if (tenure.kind !== 'NUMERIC' || !('values' in tenure.distribution)) throw new Error('not by value');
    const known = rows.map(([value]) => value).filter((value) => !Number.isNaN(value));
    expect(1 - known.length / rows.length).toBeCloseTo(tenure.missing / reference.rows, 2);
    expect(
      known.every(
        (value) => !('values' in tenure.distribution) || tenure.distribution.values.includes(value),
      ),
    ).toBe(true);
    expect(known.reduce((sum, value) => sum + value, 0) / known.length).toBeCloseTo(tenure.mean ?? NaN, 0);
    const gender = reference.features.gender;
    if (gender.kind !== 'CATEGORICAL') throw new Error('not categorical');
    const column = manifest.features.findIndex(({ name }) => name === 'gender');
    const share = rows.filter((row) => row[column] === 0).length / rows.length;
    expect(share).toBeCloseTo(gender.counts[0] / reference.rows, 1);
  });

  it('is the same for the same seed, and missing where nothing is known', () => {
    expect(backgroundRows(manifest.features, reference, 5, 3)).toEqual(rows.slice(0, 5));
    const [row] = backgroundRows(manifest.features, { features: {} }, 1, 3);
    expect(row.every(Number.isNaN)).toBe(true);
  });

  it('takes bins by their middles', () => {
    const binned = { kind: 'NUMERIC' as const, missing: 0, mean: null, standardDeviation: null };
    const distribution = { from: 0, to: 10, counts: [0, 4] };
    const [row] = backgroundRows(
      [manifest.features[0]],
      { features: { tenure: { ...binned, distribution } } },
      1,
      3,
    );
    expect([...row]).toEqual([7.5]);
  });
});
