import { describe, expect, it } from 'vitest';
import { binsOfReference } from './reference-bins.ts';
import { shareBars } from './share-bars.ts';
import { countValues, noCounts } from './value-counts.ts';

const counts = (...values: number[]) => countValues(Float64Array.from(values));
const labels = (bars: readonly { label: string }[]) => bars.map(({ label }) => label);

describe('shareBars', () => {
  const city = { kind: 'CATEGORICAL', categories: ['Oslo', 'Bergen', 'Bodo'] } as const;

  it('names categories, and what the reference lacks where there is any', () => {
    const reference = counts(0, 0, 0, 1);
    const bins = binsOfReference('CATEGORICAL', reference);
    expect(shareBars(city, bins, reference, counts(0, 1))).toEqual({
      before: [
        { label: 'Oslo', share: 0.75 },
        { label: 'Bergen', share: 0.25 },
      ],
      current: [
        { label: 'Oslo', share: 0.5 },
        { label: 'Bergen', share: 0.5 },
      ],
    });
    expect(shareBars(city, bins, reference, counts(0, 2)).current).toEqual([
      { label: 'Oslo', share: 0.5 },
      { label: 'Bergen', share: 0 },
      { label: 'not in the reference', share: 0.5 },
    ]);
  });

  it('puts ranges in words', () => {
    const reference = counts(...Array.from({ length: 40 }, (_, i) => i));
    const bins = binsOfReference('NUMERIC', reference);
    const whole = shareBars({ kind: 'NUMERIC', integer: true }, bins, reference, reference);
    expect(labels(whole.before).slice(0, 3)).toEqual(['up to 3', '4 to 7', '8 to 11']);
    expect(labels(whole.before).at(-1)).toBe('36 and over');
    expect(whole.before.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const real = shareBars({ kind: 'NUMERIC', integer: false }, bins, reference, reference);
    expect(labels(real.current).slice(0, 2)).toEqual(['under 4', '4 to under 8']);
  });

  it('has no bars without values', () => {
    const bins = binsOfReference('CATEGORICAL', counts(0, 1));
    expect(shareBars(city, bins, counts(0, 1), noCounts).current).toEqual([]);
  });
});
