import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankColumn, rankCorrelation } from './rank-correlation.ts';

const correlate = (x: readonly number[], y: readonly number[]) =>
  rankCorrelation(rankColumn(x), rankColumn(y));

/** From the definition, rows counting by weight: Pearson's correlation of the mid-distribution functions. */
function weightedSpearman(x: readonly number[], y: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const ranks = (values: readonly number[]) =>
    values.map(
      (value) =>
        values.reduce(
          (sum, other, j) => sum + weights[j] * (other < value ? 1 : other === value ? 0.5 : 0),
          0,
        ) / total,
    );
  const [u, v] = [ranks(x), ranks(y)];
  const mean = (of: (i: number) => number) =>
    weights.reduce((sum, weight, i) => sum + weight * of(i), 0) / total;
  const [mu, mv] = [mean((i) => u[i]), mean((i) => v[i])];
  const covariance = mean((i) => (u[i] - mu) * (v[i] - mv));
  return covariance / Math.sqrt(mean((i) => (u[i] - mu) ** 2) * mean((i) => (v[i] - mv) ** 2));
}

/** Tukey's infinitesimal jackknife: the correlation's derivative by each row's weight, as differences. */
function jackknifeVariance(x: readonly number[], y: readonly number[]): number {
  const step = 1e-5;
  const ones = x.map(() => 1);
  const influence = x.map((_, i) => {
    const up = weightedSpearman(x, y, ones.with(i, 1 + step));
    const down = weightedSpearman(x, y, ones.with(i, 1 - step));
    return (x.length * (up - down)) / (2 * step);
  });
  return influence.reduce((sum, value) => sum + value ** 2, 0) / (x.length - 1) / x.length;
}

const pairs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 })), {
    minLength: 4,
    maxLength: 25,
  })
  .map((rows) => ({ x: rows.map(([x]) => x), y: rows.map(([, y]) => y) }));

describe('rankCorrelation', () => {
  const x = Array.from({ length: 60 }, (_, i) => (i * 17) % 23);
  const y = x.map((value, i) => ((i * i) % 19) + 0.3 * value);

  // scipy 1.17.1, stats.spearmanr.
  it('is that of SciPy, with ties', () => {
    expect(correlate(x, y)?.correlation).toBeCloseTo(0.2938960229858036, 13);
  });

  it('is that of the rows that have both values', () => {
    const gaps = x.map((value, i) => (i % 7 === 0 ? Number.NaN : value));
    expect(correlate(gaps, y)).toMatchObject({
      rows: 51,
      correlation: expect.closeTo(0.2953223160632034, 13),
    });
    expect(correlate(y, gaps)?.correlation).toBeCloseTo(0.2953223160632034, 13);
  });

  it('has the variance that its derivative by the weights of the rows gives', () => {
    fc.assert(
      fc.property(pairs, ({ x, y }) => {
        const result = correlate(x, y);
        if (result === null) return;
        expect(result.correlation).toBeCloseTo(
          weightedSpearman(
            x,
            y,
            x.map(() => 1),
          ),
          10,
        );
        expect(result.variance).toBeCloseTo(jackknifeVariance(x, y), 6);
      }),
      { numRuns: 60 },
    );
  });

  it('is symmetric, within its bounds, and the same under increasing transformations', () => {
    fc.assert(
      fc.property(pairs, ({ x, y }) => {
        const result = correlate(x, y);
        const turned = correlate(y, x);
        const bent = correlate(
          x.map((value) => Math.exp(value)),
          y.map((value) => value ** 3 - 5),
        );
        if (result === null) {
          expect([turned, bent]).toEqual([null, null]);
          return;
        }
        expect(Math.abs(result.correlation)).toBeLessThanOrEqual(1);
        expect(result.variance).toBeGreaterThanOrEqual(0);
        expect(turned?.correlation).toBeCloseTo(result.correlation, 12);
        expect(turned?.variance).toBeCloseTo(result.variance, 12);
        expect(bent).toEqual(result);
        const mirrored = correlate(
          x.map((value) => -value),
          y,
        );
        expect(mirrored?.correlation).toBeCloseTo(-result.correlation, 12);
      }),
    );
  });

  it('is certain of columns that go together wholly', () => {
    expect(correlate([1, 2, 3, 4], [2, 4, 6, 8])).toMatchObject({
      correlation: 1,
      variance: expect.closeTo(0, 20),
    });
    expect(correlate([1, 2, 3, 4], [8, 6, 4, 2])).toMatchObject({ correlation: -1 });
  });

  it('is not defined where a column does not vary, or two rows are not complete', () => {
    expect(correlate([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(correlate([], [])).toBeNull();
    expect(correlate([1, Number.NaN], [1, 2])).toBeNull();
    expect(correlate([1, 2, Number.NaN], [Number.POSITIVE_INFINITY, 2, 3])).toBeNull();
  });
});
