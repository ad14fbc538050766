import { describe, expect, it } from 'vitest';
import { countScore, readScores, scoreBinEdges, SCORE_SLOTS } from '../sketches/score-bins.ts';
import { createRandom } from '../training/random.ts';
import { countsOfScoreBins, labelDrift, scoreBinsOfReference, scoreDrift } from './prediction-drift.ts';

/** Bins of `rows` scores, each drawn uniformly and raised to `power`: larger powers give smaller scores. */
function scoreBins(seed: number, rows: number, power: number): number[] {
  const random = createRandom(seed);
  const counters = new Float64Array(SCORE_SLOTS);
  for (let i = 0; i < rows; i++) countScore(counters, 0, random() ** power);
  return readScores(counters, 0).bins;
}

describe('scoreDrift', () => {
  const reference = scoreBins(1, 5000, 4);

  it('says nothing of scores of one distribution', () => {
    for (let seed = 2; seed < 12; seed++) {
      expect(scoreDrift({ reference, current: scoreBins(seed, 600, 4) }).verdict).toBe('STABLE');
    }
  });

  it('sees scores that rose', () => {
    const drift = scoreDrift({ reference, current: scoreBins(2, 600, 2) });
    expect(drift).toMatchObject({ name: 'score', dialect: 'KILTER', verdict: 'DRIFTED', rows: 600 });
    expect(drift.statistic).toBeGreaterThan(0.1);
  });

  it('gives no verdict under 300 rows, and none without any', () => {
    expect(scoreDrift({ reference, current: scoreBins(2, 299, 2) }).verdict).toBe('NOT_ENOUGH_DATA');
    const nothing = reference.map(() => 0);
    expect(scoreDrift({ reference, current: nothing })).toMatchObject({
      verdict: 'NOT_ENOUGH_DATA',
      statistic: null,
    });
    expect(scoreDrift({ reference: nothing, current: reference }).verdict).toBe('NOT_ENOUGH_DATA');
  });

  it('compares live scores with the finer, equal bins of a reference without making drift of that', () => {
    const random = createRandom(3);
    const counts = [new Array<number>(1000).fill(0), new Array<number>(1000).fill(0)];
    for (let i = 0; i < 5000; i++) counts[i % 2][Math.floor(random() ** 4 * 1000)]++;
    const inBins = scoreBinsOfReference({ bins: 1000, classes: ['no', 'yes'], counts });
    expect(inBins.reduce((sum, rows) => sum + rows, 0)).toBe(5000);
    for (let seed = 4; seed < 9; seed++) {
      expect(scoreDrift({ reference: inBins, current: scoreBins(seed, 3000, 4) }).verdict).toBe('STABLE');
    }
  });
});

it('puts scores at the middle of their bin', () => {
  const bins = new Array<number>(64).fill(0);
  bins[32] = 3;
  bins[63] = 1;
  const { values, counts } = countsOfScoreBins(bins);
  expect([...counts]).toEqual([3, 1]);
  expect(values[0]).toBeCloseTo((0.5 + 1 / (1 + Math.exp(-0.2))) / 2, 12);
  expect(values[1]).toBeCloseTo((scoreBinEdges[63] + 1) / 2, 12);
});

describe('labelDrift', () => {
  it('by hand: half against a quarter', () => {
    const drift = labelDrift({ reference: [500, 500], current: [750, 250] });
    const part = (p: number, q: number) =>
      p * Math.log2((2 * p) / (p + q)) + q * Math.log2((2 * q) / (p + q));
    expect(drift.statistic).toBeCloseTo(Math.sqrt((part(0.5, 0.75) + part(0.5, 0.25)) / 2), 12);
    expect(drift).toMatchObject({ name: 'label', verdict: 'DRIFTED' });
  });

  it('is stable where the shares are, and sees a class that was never answered', () => {
    expect(labelDrift({ reference: [900, 100], current: [461, 39] }).verdict).toBe('STABLE');
    expect(labelDrift({ reference: [900, 100, 0], current: [450, 30, 20] }).drifted).toBe(true);
  });
});
