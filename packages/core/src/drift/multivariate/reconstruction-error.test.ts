import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, shuffle } from '../../training/random.ts';
import { chunksBySize } from '../chunks.ts';
import type { FeatureColumn } from './feature-column.ts';
import {
  fitReconstruction,
  reconstructionDrift,
  type ReconstructionModel,
  type ReconstructionOptions,
} from './reconstruction-error.ts';
import { madeColumns, repeatRows } from './testing/made-columns.ts';
import { hasSample, rowsBetween, sampleColumns } from './testing/sample-columns.ts';

function fitted(reference: readonly FeatureColumn[], options?: ReconstructionOptions): ReconstructionModel {
  const fit = fitReconstruction(reference, options);
  if (!fit.ok) throw new Error(fit.failure.message);
  return fit.model;
}

function driftOf(model: ReconstructionModel, rows: readonly FeatureColumn[]) {
  const outcome = reconstructionDrift(model, rows);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.result;
}

const code = (outcome: { ok: true } | { ok: false; failure: { code: string } }) =>
  outcome.ok ? null : outcome.failure.code;

describe('PCA reconstruction error', () => {
  const reference = madeColumns(0, 400, false);
  const model = fitted(reference);

  // NannyML 0.13.1 (scikit-learn 1.9.1): DataReconstructionDriftCalculator on the same tables.
  it("is NannyML's, gaps and new categories included", () => {
    expect(model.kept).toBe(2);
    expect(model.explained[0]).toBeCloseTo(0.4778443745146577, 12);
    expect(model.explained[1]).toBeCloseTo(0.278647140590817, 12);
    expect(model.reference.error).toBeCloseTo(0.8285942948700102, 12);
    expect(model.reference.standardError).toBeCloseTo(0.5368294876718829 / 20, 12);
    expect(model.limits?.lower).toBeCloseTo(0.5609232205220965, 12);
    expect(model.limits?.upper).toBeCloseTo(1.096265369217924, 12);
    const drift = driftOf(model, madeColumns(1000, 1350, true));
    expect(drift.current.error).toBeCloseTo(2.2493893183231215, 12);
    expect(drift.current.standardError).toBeCloseTo(1.3094842175972226 / Math.sqrt(350), 12);
    expect(drift).toMatchObject({ isBeyondLimits: true, drifted: true });
  });

  it('says that the reference has not drifted from itself', () => {
    expect(driftOf(model, reference)).toMatchObject({
      change: 0,
      pValue: 1,
      drifted: false,
      isBeyondLimits: false,
    });
  });

  it('is the same after JSON, which carries the model', () => {
    const rows = madeColumns(1000, 1350, true);
    expect(driftOf(JSON.parse(JSON.stringify(model)), rows)).toEqual(driftOf(model, rows));
  });

  it('does not depend on the order of rows, the units, or the names of categories', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.01, max: 100, noNaN: true }), (seed, unit) => {
        const order = Int32Array.from({ length: 400 }, (_, row) => row);
        shuffle(order, createRandom(seed));
        const changed = (columns: FeatureColumn[]) =>
          columns.map((column) => ({
            ...column,
            values: Float64Array.from(column.values, (value) =>
              column.kind === 'NUMERIC' ? value * unit + 7 : (value + 2) % 5,
            ),
          }));
        const shuffled = reference.map((column) => ({
          ...column,
          values: Float64Array.from(order, (row) => column.values[row]),
        }));
        const other = fitted(changed(shuffled));
        expect(other.reference.error).toBeCloseTo(model.reference.error, 9);
        const rows = madeColumns(1000, 1350, true);
        expect(driftOf(other, changed(rows)).current.error).toBeCloseTo(
          driftOf(model, rows).current.error,
          9,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('keeps more components when more is to be explained, and loses less', () => {
    const errors = [0.3, 0.65, 0.99].map((explainedShare) => fitted(reference, { explainedShare }));
    expect(errors.map(({ kept }) => kept)).toEqual([1, 2, 4]);
    expect(errors[0].reference.error).toBeGreaterThan(errors[1].reference.error);
    expect(errors[2].reference.error).toBe(0);
  });

  it('takes the limits from the chunks that it is told', () => {
    const { limits } = fitted(reference, { chunks: chunksBySize(400, 400) });
    expect(limits).toEqual({ lower: model.reference.error, upper: model.reference.error });
  });

  it('fails for too few rows, other features, and columns of unequal length', () => {
    expect(code(fitReconstruction([]))).toBe('BAD_USER_INPUT');
    expect(code(fitReconstruction(madeColumns(0, 299, false)))).toBe('INSUFFICIENT_DATA');
    expect(code(fitReconstruction(madeColumns(0, 0, false), { leastRows: 0 }))).toBe('INSUFFICIENT_DATA');
    expect(code(reconstructionDrift(model, madeColumns(0, 10, false)))).toBe('INSUFFICIENT_DATA');
    expect(code(reconstructionDrift(model, reference.slice(1)))).toBe('BAD_USER_INPUT');
    expect(code(reconstructionDrift(model, reference.toReversed()))).toBe('BAD_USER_INPUT');
    const ragged = [...reference.slice(0, 3), { ...reference[3], values: [1, 2] }];
    expect(code(fitReconstruction(ragged))).toBe('BAD_USER_INPUT');
  });

  it('has finite figures for degenerate columns', () => {
    const values = fc.constantFrom(
      0,
      1,
      -5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      1e300,
    );
    const column = fc.array(values, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 4 }), column, (columns, last) => {
        const asColumns = (rows: number[][]): FeatureColumn[] =>
          rows.map((row, i) => ({ name: `f${i}`, kind: 'NUMERIC', values: row }));
        const one = fitted(asColumns([...columns, last]), { leastRows: 1 });
        const drift = driftOf(one, asColumns([last, ...columns]));
        for (const figure of [
          one.reference.error,
          one.reference.standardError,
          drift.current.error,
          drift.pValue,
        ])
          expect(Number.isFinite(figure)).toBe(true);
        expect(drift.current.error).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('of one row has no spread', () => {
    const one = fitted(madeColumns(1, 2, false), { leastRows: 1 });
    expect(one.reference).toEqual({ rows: 1, error: 0, standardError: 0 });
  });

  it('tells Kilter nothing by sheer number of rows', () => {
    const many = fitted(repeatRows(reference, 50));
    const slightly = reference.map((column) =>
      column.name === 'z'
        ? { ...column, values: Array.from(column.values, (z, i) => (i % 20 === 0 ? 14 : z)) }
        : column,
    );
    const drift = driftOf(many, repeatRows(slightly, 50));
    expect(drift.pValue).toBeLessThan(0.001);
    expect(drift.change).toBeLessThan(0.05);
    expect(drift.drifted).toBe(false);
    expect(drift.isBeyondLimits).toBe(true);
  });
});

describe.skipIf(!hasSample)('on the halves of the sample data', () => {
  // NannyML 0.13.1 with chunk_size=281, text columns as they are written.
  it("gives NannyML's figures", () => {
    const columns = sampleColumns();
    const model = fitted(rowsBetween(columns, 0, 2815), { leastRows: 200 });
    expect(model.kept).toBe(10);
    expect(model.explained[9]).toBeCloseTo(0.0536438767441328, 12);
    expect(model.reference.error).toBeCloseTo(2.224862405493745, 12);
    expect(model.limits?.lower).toBeCloseTo(2.082305778442903, 12);
    expect(model.limits?.upper).toBeCloseTo(2.3468874672718423, 12);
    const second = driftOf(model, rowsBetween(columns, 2815, 5630));
    expect(second.current.error).toBeCloseTo(2.582443264516701, 12);
    expect(second).toMatchObject({ isBeyondLimits: true, drifted: true });
    const chunk = driftOf(model, rowsBetween(columns, 2815, 2815 + 281));
    expect(chunk.current.error).toBeCloseTo(2.694323231127465, 12);
  });
});
