import { describe, expect, it } from 'vitest';
import { labelledData } from '../training/dataset.ts';
import { score } from '../training/ensemble.ts';
import { createRandom } from '../training/random.ts';
import { fitMetric } from './fit-metric.ts';
import { drawWindow } from './testing/windows.ts';

function fit(metric: (first: number) => number) {
  const { columns, values } = drawWindow(2000, { first: 0.4, metric }, createRandom(91));
  const data = labelledData(columns, values);
  return { data, ...fitMetric(data, 1) };
}

describe('fitMetric', () => {
  it('learns what features foretell, and says how much', () => {
    // Between .9 and .5 lies .4: variance .4 x .6 x .16 = .0384 of all .1924.
    const { foretold, data, ensemble } = fit((first) => 0.9 - 0.4 * first);
    expect(foretold).toBeGreaterThan(0.12);
    expect(foretold).toBeLessThan(0.28);
    const expected = score(ensemble, data.columns);
    data.columns[0].values.forEach((first, row) => expect(expected[row]).toBeCloseTo(0.9 - 0.4 * first, 0));
  });

  it('learns nothing from noise: every row gets the mean', () => {
    const { foretold, data, ensemble } = fit(() => 0.5);
    const mean = data.targets.reduce((sum, value) => sum + value, 0) / data.targets.length;
    expect(foretold).toBe(0);
    expect(ensemble).toMatchObject({ trees: [], baseScores: [expect.closeTo(mean, 12)] });
  });
});
