import { describe, expect, it } from 'vitest';
import type { Column } from '../training/dataset.ts';
import { createRandom } from '../training/random.ts';
import { estimateDirectLoss, fitDirectLoss } from './direct-loss.ts';
import { regressionLosses } from './regression-losses.ts';
import { taken } from './testing/taken.ts';

/**
 * The truth is 20 + 3x plus noise that grows with x; the model knows the line. A third of the second column is missing,
 * and it says nothing. `bend` is added to the truth and unknown to the model.
 */
function regression({
  rows,
  seed,
  from = 0,
  bend = 0,
}: {
  rows: number;
  seed: number;
  from?: number;
  bend?: number;
}) {
  const random = createRandom(seed);
  const x = new Float32Array(rows).map(() => from + (1 - from) * random());
  const noise = x.map((value) => (0.2 + 4 * value) * (random() + random() + random() - 1.5));
  const columns: Column[] = [
    { kind: 'NUMERIC', values: x },
    { kind: 'CATEGORICAL', values: x.map((_, row) => (row % 3 === 0 ? NaN : row % 3)) },
  ];
  const predictions = Float64Array.from(x, (value) => 20 + 3 * value);
  const targets = predictions.map((value, row) => value + noise[row] + bend);
  const errors = targets.map((truth, row) => truth - predictions[row]);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / rows;
  const mae = mean(errors.map(Math.abs));
  const rmse = Math.sqrt(mean(errors.map((error) => error ** 2)));
  return { columns, predictions, targets, mae, rmse };
}

describe('direct loss estimation', () => {
  const reference = regression({ rows: 4000, seed: 1 });
  const { estimator } = taken(fitDirectLoss(reference, { seed: 1 }));

  it('sees rows move to where the model errs more', () => {
    const harder = regression({ rows: 2000, seed: 2, from: 0.6 });
    const { losses } = taken(estimateDirectLoss(estimator, harder)).estimate;
    expect(harder.mae).toBeGreaterThan(1.4 * reference.mae);
    for (const loss of ['mae', 'rmse'] as const) {
      expect(losses[loss].lower).toBeLessThan(harder[loss]);
      expect(losses[loss].upper).toBeGreaterThan(harder[loss]);
      expect(losses[loss].isOutside).toBe(true);
    }
  });

  it('keeps quiet on rows like those of the reference, and holds their truth in the band', () => {
    const alike = regression({ rows: 2000, seed: 3 });
    const { losses } = taken(estimateDirectLoss(estimator, alike)).estimate;
    for (const loss of regressionLosses) expect(losses[loss].isOutside).toBe(false);
    for (const loss of ['mae', 'rmse'] as const) {
      expect(losses[loss].lower).toBeLessThan(alike[loss]);
      expect(losses[loss].upper).toBeGreaterThan(alike[loss]);
    }
    expect(losses.mse.value).toBeCloseTo((losses.rmse.value ?? NaN) ** 2, 12);
  });

  it('is blind to a changed relation of features and truth', () => {
    const bent = regression({ rows: 2000, seed: 4, bend: 8 });
    const { losses } = taken(estimateDirectLoss(estimator, bent)).estimate;
    expect(bent.mae).toBeGreaterThan(3 * reference.mae);
    expect(losses.mae.value).toBeCloseTo(reference.mae, 0);
    expect(losses.mae.isOutside).toBe(false);
  });

  it('has no loss that the reference does not define', () => {
    const targets = reference.targets.map((truth) => truth - 20);
    const low = taken(fitDirectLoss({ ...reference, targets }, { seed: 1 })).estimator;
    const { losses } = taken(estimateDirectLoss(low, reference)).estimate;
    expect(losses.msle).toEqual({
      value: null,
      standardError: null,
      lower: null,
      upper: null,
      limits: null,
      isOutside: false,
    });
    expect(losses.rmsle.value).toBeNull();
    targets[7] = 0;
    expect(taken(fitDirectLoss({ ...reference, targets }, { seed: 1 })).estimator.models.mape).toBeNull();
  });

  it('leaves rows out without prediction or truth, and is right where the model is never wrong', () => {
    const gaps = reference.predictions.map((value, row) => (row % 4 === 0 ? NaN : value));
    expect(taken(estimateDirectLoss(estimator, { ...reference, predictions: gaps })).estimate).toMatchObject({
      rows: 3000,
      leftOut: 1000,
    });
    const perfect = taken(fitDirectLoss({ ...reference, targets: reference.predictions }, { seed: 1 }));
    const { losses } = taken(estimateDirectLoss(perfect.estimator, reference)).estimate;
    expect(losses.rmse).toMatchObject({ value: 0, standardError: 0, isOutside: false });
  });

  it('has no figure that leaves the range of float64', () => {
    const targets = reference.targets.map((truth, row) => (row === 3 ? 1e200 : truth));
    const huge = taken(fitDirectLoss({ ...reference, targets }, { seed: 1 })).estimator;
    const { losses } = taken(estimateDirectLoss(huge, reference)).estimate;
    expect(losses.rmse).toMatchObject({ value: null, limits: null });
    expect(losses.rmsle.value).toBeGreaterThan(0);
  });

  it('fails by type on what it cannot read', () => {
    const few = regression({ rows: 50, seed: 1 });
    expect(fitDirectLoss(few, { seed: 1 })).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
    const none = { columns: [], predictions: [], targets: [] };
    expect(fitDirectLoss(none, { seed: 1 })).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
    expect(estimateDirectLoss(estimator, none)).toMatchObject({ failure: { field: 'columns' } });
    const short = { ...few, targets: [1] };
    expect(fitDirectLoss(short, { seed: 1 })).toMatchObject({ failure: { field: 'targets' } });
    const infinite = { ...few, predictions: few.predictions.map(() => Infinity) };
    expect(estimateDirectLoss(estimator, infinite)).toMatchObject({ failure: { code: 'BAD_USER_INPUT' } });
    const [first, second] = few.columns;
    const wild: Column[] = [{ ...first, values: first.values.map(() => Infinity) }, second];
    expect(estimateDirectLoss(estimator, { ...few, columns: wild })).toMatchObject({
      failure: { code: 'BAD_USER_INPUT', field: 'columns.0' },
    });
  });
});
