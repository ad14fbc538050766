import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { drawBinomial } from './binomial-draw.ts';
import { chiSquareUpperTail } from './chi-square-distribution.ts';
import { logChoose } from './log-gamma.ts';
import { drawMultinomial } from './multinomial-draw.ts';

/** p-value of Pearson's test that the draws follow the binomial distribution; rare counts are pooled. */
function binomialFit(n: number, probability: number, draws: number): number {
  const random = createRandom(n);
  const counts = new Float64Array(n + 1);
  for (let draw = 0; draw < draws; draw++) counts[drawBinomial(n, probability, random)]++;
  let [statistic, degrees, rareCount, rareExpected] = [0, -1, 0, 0];
  for (let k = 0; k <= n; k++) {
    const logP = logChoose(n, k) + k * Math.log(probability) + (n - k) * Math.log1p(-probability);
    rareCount += counts[k];
    rareExpected += draws * Math.exp(logP);
    if (rareExpected < 10) continue;
    statistic += (rareCount - rareExpected) ** 2 / rareExpected;
    degrees++;
    [rareCount, rareExpected] = [0, 0];
  }
  return chiSquareUpperTail(statistic, degrees);
}

describe('drawBinomial', () => {
  it.each([
    [20, 0.3],
    [60, 0.4],
    [1000, 0.011],
    [1000, 0.2],
    [300, 0.97],
  ])('of %d trials with %d follows the law', (n, probability) => {
    expect(binomialFit(n, probability, 100_000)).toBeGreaterThan(1e-4);
  });

  it('has ends', () => {
    const random = createRandom(1);
    expect([drawBinomial(0, 0.5, random), drawBinomial(9, 0, random), drawBinomial(9, 1, random)]).toEqual([
      0, 0, 9,
    ]);
  });
});

describe('drawMultinomial', () => {
  it('hands out every draw, none where there is no weight', () => {
    const random = createRandom(2);
    for (const n of [0, 1, 50, 12_345]) {
      const drawn = drawMultinomial(n, [0, 3, 0, 1, 6, 0], random, new Float64Array(6));
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(n);
      expect([drawn[0], drawn[2], drawn[5]]).toEqual([0, 0, 0]);
    }
  });

  it('has the means of its weights', () => {
    const random = createRandom(3);
    const sums = new Float64Array(3);
    const drawn = new Float64Array(3);
    const [draws, n] = [4000, 100];
    for (let draw = 0; draw < draws; draw++) {
      drawMultinomial(n, [1, 2, 7], random, drawn).forEach((count, i) => (sums[i] += count));
    }
    [0.1, 0.2, 0.7].forEach((share, i) => {
      const error = Math.sqrt((share * (1 - share)) / (draws * n));
      expect(Math.abs(sums[i] / (draws * n) - share)).toBeLessThan(4 * error);
    });
  });
});
