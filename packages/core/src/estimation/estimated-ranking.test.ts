import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimatedRanking } from './estimated-ranking.ts';

/** By cumulated counts, each rounded to 5 decimals. */
function plainRanking(probabilities: readonly number[]) {
  const rounded = (count: number) => Math.round(count * 1e5) / 1e5;
  let cumulated = 0;
  const points = probabilities.map((p, k) => {
    cumulated += p;
    return { positives: rounded(cumulated), negatives: rounded(k + 1 - cumulated) };
  });
  const last = points[points.length - 1];
  let area = 0;
  let precision = 0;
  points.forEach(({ positives, negatives }, k) => {
    const before = k === 0 ? { positives: 0, negatives: 0 } : points[k - 1];
    area += ((negatives - before.negatives) * (positives + before.positives)) / 2;
    precision += ((positives - before.positives) * positives) / (k + 1);
  });
  return { rocAuc: area / (last.positives * last.negatives), prAuc: precision / last.positives };
}

it('is that of cumulated counts', () => {
  const probability = fc.integer({ min: 1, max: 999 }).map((thousandths) => thousandths / 1000);
  fc.assert(
    fc.property(fc.array(probability, { minLength: 1, maxLength: 50 }), (probabilities) => {
      const expected = plainRanking(probabilities);
      const { rocAuc, prAuc } = estimatedRanking(Float64Array.from(probabilities));
      expect(rocAuc).toBeCloseTo(expected.rocAuc, 9);
      expect(prAuc).toBeCloseTo(expected.prAuc, 9);
    }),
  );
});

it('rounds counts to 5 decimals, halves to even', () => {
  expect(estimatedRanking(Float64Array.of(0.5e-5))).toEqual({ rocAuc: null, prAuc: null });
  // One and a half units are two, after which half a unit adds nothing.
  expect(estimatedRanking(Float64Array.of(1.5e-5, 0.5e-5)).prAuc).toBeCloseTo(2e-5, 15);
});
