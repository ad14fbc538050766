import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredValues } from '../testing/scored-rows.ts';
import { regressionFigure } from './regression-figures.ts';
import { pinballLoss, quantileCoverage, regressionMetrics } from './regression-metrics.ts';
import { regressionReport } from './regression-report.ts';

const { truths, predictions } = scoredValues(400);

describe('regressionMetrics', () => {
  const metrics = regressionMetrics(truths, predictions);

  // scikit-learn 1.9.1 (mean_absolute_error and so on), numpy 2.4.6 (quantile).
  it.each([
    ['mae', 0.36982374923966466],
    ['rmse', 0.49878227011146015],
    ['bias', 0.11072886756889616],
    ['mape', 0.10468825049783409],
    ['wape', 0.05955317707823384],
    ['r2', 0.9870396407091677],
  ] as const)('%s as scikit-learn', (metric, expected) => expectClose(metrics[metric], expected));

  it.each([
    ['p50', 0.2738491452178402],
    ['p90', 0.8246329687042943],
    ['p95', 1.0002025395747185],
    ['p99', 1.3844121391853834],
  ] as const)('%s of the absolute errors as numpy', (quantile, expected) => {
    expectClose(metrics.absoluteErrorQuantiles[quantile], expected);
  });

  it('leaves rows whose truth is 0 out of MAPE, and says how many are in', () => {
    const some = regressionMetrics([0, 2, 4, 0], [1, 1, 5, 0]);
    expect(some).toMatchObject({ mape: (0.5 + 0.25) / 2, mapeRows: 2, wape: 3 / 6 });
    expect(regressionMetrics([0, 0], [1, 2])).toMatchObject({
      mape: null,
      mapeRows: 0,
      wape: null,
      mae: 1.5,
    });
  });

  it('knows no R2 of equal truths', () => {
    expect(regressionMetrics([3, 3], [3, 3])).toMatchObject({ r2: null, rmse: 0 });
  });

  it('is null without rows, and never NaN', () => {
    expect(regressionMetrics([NaN, 1], [1, NaN])).toMatchObject({
      mae: null,
      rmse: null,
      r2: null,
      mapeRows: 0,
    });
    const value = fc.oneof(fc.double(), fc.constantFrom(0, NaN, Infinity, -Infinity));
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value)), (rows) => {
        const { absoluteErrorQuantiles, ...others } = regressionMetrics(
          rows.map(([truth]) => truth),
          rows.map(([, prediction]) => prediction),
        );
        for (const figure of Object.values({ ...others, ...absoluteErrorQuantiles })) {
          if (figure !== null) expect(Number.isFinite(figure)).toBe(true);
        }
      }),
    );
  });
});

describe('pinballLoss', () => {
  it('is that of scikit-learn', () => {
    expectClose(pinballLoss(truths, predictions, 0.9), 0.14062032759227386);
  });

  it('is half the MAE at the median', () => {
    expectClose(pinballLoss(truths, predictions, 0.5), 0.36982374923966466 / 2);
    expect(pinballLoss([], [], 0.5)).toBeNull();
  });

  it('goes with the share of truths that stay below', () => {
    expect(quantileCoverage([1, 2, 3, NaN], [2, 2, 2, 2])).toEqual({ hits: 2, of: 3 });
  });
});

describe('regressionReport', () => {
  it('has the standard errors of the derivatives', () => {
    // Central differences of scikit-learn 1.9.1's functions by their sample_weight, squared, summed, x n / (n - 1).
    const result = regressionReport(truths, predictions);
    if (!result.ok) throw new Error(result.failure.message);
    const { figures } = result.report;
    expectClose(figures.mae.interval?.standardError, 0.016755214463413024, 1e-6);
    expectClose(figures.rmse.interval?.standardError, 0.021334728582270014, 1e-6);
    expectClose(figures.r2.interval?.standardError, 0.001410126307679677, 1e-5);
  });

  it('counts clusters: each row twice is worth no more than once', () => {
    const once = regressionReport(truths, predictions);
    const keys = [...truths.keys(), ...truths.keys()];
    const twice = regressionReport([...truths, ...truths], [...predictions, ...predictions], { keys });
    if (!once.ok || !twice.ok) throw new Error('no report');
    for (const metric of ['mae', 'rmse', 'bias', 'r2'] as const) {
      const [one, two] = [once.report.figures[metric], twice.report.figures[metric]];
      expectClose(two.interval?.standardError, one.interval?.standardError ?? NaN, 1e-9);
    }
  });

  it('refuses infinite values and nothing', () => {
    expect(regressionReport([1, Infinity], [1, 2])).toMatchObject({
      failure: { code: 'BAD_USER_INPUT', field: 'truths' },
    });
    expect(regressionReport([], [])).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
  });

  it('has no interval where nothing varies', () => {
    const result = regressionReport([1, 2], [1, 2]);
    if (!result.ok) throw new Error('no report');
    expect(result.report.figures.mae).toEqual({ value: 0, interval: null });
    expect(result.report.figures.rmse).toEqual({ value: 0, interval: null });
  });

  it('figures by weights of 1 are the metrics', () => {
    const weights = new Float64Array(400).fill(1);
    const metrics = regressionMetrics(truths, predictions);
    for (const metric of ['mae', 'rmse', 'bias', 'r2'] as const) {
      expectClose(regressionFigure(metric, truths, predictions)(weights), metrics[metric] ?? NaN);
      expect(regressionFigure(metric, truths, predictions)(new Float64Array(400))).toBeNull();
    }
  });
});
