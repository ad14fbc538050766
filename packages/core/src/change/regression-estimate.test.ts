import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { regressionMeans } from './regression-estimate.ts';

const random = createRandom(81);
/** Three parts that sum to the whole less 0.3. */
const rows = Array.from({ length: 4000 }, () => {
  const parts = Float64Array.from([random() ** 2, 3 * random(), random() - 0.5]);
  return { parts, whole: parts[0] + parts[1] + parts[2] + 0.3 };
});
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const wholes = rows.map(({ whole }) => whole);
const all = {
  count: rows.length,
  mean: mean(wholes),
  variance: mean(wholes.map((whole) => (whole - mean(wholes)) ** 2)),
};
const estimate = (from: number, to: number) => {
  const sample = rows.slice(from, to);
  return regressionMeans(
    { parts: sample.map(({ parts }) => parts), whole: sample.map(({ whole }) => whole) },
    all,
  );
};

describe('regressionMeans', () => {
  it('is the plain mean when the sample is all there is', () => {
    estimate(0, rows.length).forEach((own, k) => {
      expect(own.mean).toBeCloseTo(mean(rows.map(({ parts }) => parts[k])), 12);
    });
  });

  it('still sums to the mean of the whole', () => {
    for (const from of [0, 100, 200]) {
      const sum = estimate(from, from + 100).reduce((total, own) => total + own.mean, 0);
      expect(sum + 0.3).toBeCloseTo(all.mean, 12);
    }
  });

  it('is as far from the truth as its variance says, and nearer than the plain mean of a part that rules', () => {
    const starts = Array.from({ length: 40 }, (_, i) => 100 * i);
    [0, 1, 2].forEach((k) => {
      const truth = mean(rows.map(({ parts }) => parts[k]));
      const z = starts.map((from) => {
        const own = estimate(from, from + 100)[k];
        return (own.mean - truth) / Math.sqrt(own.variance);
      });
      expect(Math.sqrt(mean(z.map((value) => value * value)))).toBeLessThan(1.3);
    });
    const errors = (of: (from: number) => number) => mean(starts.map((from) => of(from) ** 2));
    const truth = mean(rows.map(({ parts }) => parts[1]));
    const plain = errors((from) => mean(rows.slice(from, from + 100).map(({ parts }) => parts[1])) - truth);
    expect(errors((from) => estimate(from, from + 100)[1].mean - truth)).toBeLessThan(plain / 2);
  });

  it('moves nothing where the whole does not vary', () => {
    const parts = [Float64Array.of(1, 2), Float64Array.of(1, 2)];
    expect(regressionMeans({ parts, whole: [3, 3] }, { count: 9, mean: 3, variance: 0 })).toEqual([
      { mean: 1, variance: 0 },
      { mean: 2, variance: 0 },
    ]);
  });
});
