import { describe, expect, it } from 'vitest';
import type { ColumnKind } from './drift-result.ts';
import {
  evidentlyBins,
  evidentlyDatasetDrift,
  evidentlyDrift,
  evidentlyMethod,
  type EvidentlyMethod,
  type EvidentlyOptions,
} from './evidently.ts';
import { ecommerceChurn, telcoChurn } from './testing/peer-figures.ts';
import { hasSampleFiles, readEcommerceChurn, readTelcoChurn } from './testing/sample-files.ts';
import { countsOfCodes } from './testing/samples.ts';
import { countValues, noCounts, type ValueCounts } from './value-counts.ts';

const sampleOf = (rows: number, distinct: number) =>
  countValues(Float64Array.from({ length: rows }, (_, i) => i % distinct));

function resultOf(
  kind: ColumnKind,
  reference: ValueCounts,
  current: ValueCounts,
  options?: EvidentlyOptions,
) {
  const outcome = evidentlyDrift(kind, reference, current, options);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.result;
}

describe('evidentlyMethod', () => {
  it.each<[ColumnKind, number, number, EvidentlyMethod]>([
    ['NUMERIC', 1000, 2, 'Z_TEST'],
    ['NUMERIC', 1000, 3, 'CHI_SQUARE'],
    ['NUMERIC', 1000, 5, 'CHI_SQUARE'],
    ['NUMERIC', 1000, 6, 'KOLMOGOROV_SMIRNOV'],
    ['NUMERIC', 1001, 5, 'JENSEN_SHANNON'],
    ['NUMERIC', 1001, 6, 'WASSERSTEIN'],
    ['CATEGORICAL', 1000, 2, 'Z_TEST'],
    ['CATEGORICAL', 1000, 60, 'CHI_SQUARE'],
    ['CATEGORICAL', 1001, 2, 'JENSEN_SHANNON'],
  ])('%s, %d rows of %d values: %s', (kind, rows, distinct, method) => {
    expect(evidentlyMethod(kind, sampleOf(rows, distinct), sampleOf(10, 2))).toBe(method);
  });

  it('counts the values of both sides', () => {
    expect(evidentlyMethod('NUMERIC', sampleOf(100, 2), sampleOf(100, 6))).toBe('KOLMOGOROV_SMIRNOV');
  });
});

describe('evidentlyBins', () => {
  it('bins numbers only when the reference has more than 20 values', () => {
    expect(evidentlyBins('NUMERIC', sampleOf(400, 20), sampleOf(400, 300)).reference.length).toBe(300);
    expect(evidentlyBins('CATEGORICAL', sampleOf(400, 21), sampleOf(400, 21)).reference.length).toBe(21);
    // 800 rows: ceil(log2(800) + 1) = 11 bins over both sides together.
    const { reference, current } = evidentlyBins('NUMERIC', sampleOf(400, 21), sampleOf(400, 200));
    expect(reference.length).toBe(11);
    expect(reference.slice(2).every((count) => count === 0)).toBe(true);
    expect(current.reduce((sum, count) => sum + count, 0)).toBe(400);
  });
});

describe('evidentlyDrift', () => {
  it('names method, dialect, statistic, threshold and p-value', () => {
    const [reference, current] = [countsOfCodes([50, 30, 20]), countsOfCodes([40, 30, 30])];
    expect(resultOf('CATEGORICAL', reference, current)).toEqual({
      method: 'CHI_SQUARE',
      dialect: 'EVIDENTLY',
      statistic: 7,
      threshold: 0.05,
      decidedBy: 'P_VALUE',
      pValue: expect.closeTo(0.0301973834223185, 12),
      drifted: true,
    });
    expect(resultOf('CATEGORICAL', reference, current, { method: 'JENSEN_SHANNON' })).toEqual({
      method: 'JENSEN_SHANNON',
      dialect: 'EVIDENTLY',
      statistic: expect.closeTo(0.08841606285541162, 12),
      threshold: 0.1,
      decidedBy: 'STATISTIC',
      pValue: null,
      drifted: false,
    });
  });

  it('takes a threshold, at which distances and Kolmogorov-Smirnov drift but chi-square does not', () => {
    const [reference, current] = [sampleOf(100, 7), sampleOf(90, 9)];
    const at = (method: EvidentlyMethod) => {
      const { pValue, statistic } = resultOf('NUMERIC', reference, current, { method });
      return resultOf('NUMERIC', reference, current, { method, threshold: pValue ?? statistic ?? NaN })
        .drifted;
    };
    expect(at('KOLMOGOROV_SMIRNOV')).toBe(true);
    expect(at('WASSERSTEIN')).toBe(true);
    expect(at('CHI_SQUARE')).toBe(false);
    expect(at('MANN_WHITNEY')).toBe(false);
  });

  it.each([
    ['KOLMOGOROV_SMIRNOV', 0.05],
    ['MANN_WHITNEY', 0.05],
    ['CHI_SQUARE', 0.05],
    ['CRAMER_VON_MISES', 0.1],
    ['ANDERSON_DARLING', 0.1],
    ['WASSERSTEIN', 0.1],
    ['HELLINGER', 0.1],
  ] as const)('has the threshold of %s as Evidently has it', (method, threshold) => {
    expect(resultOf('NUMERIC', sampleOf(100, 7), sampleOf(90, 9), { method })).toMatchObject({ threshold });
  });

  it('has no number for an infinite statistic, but a p-value', () => {
    const result = resultOf('CATEGORICAL', countsOfCodes([60, 40]), countsOfCodes([50, 40, 10]));
    expect(result).toMatchObject({ method: 'CHI_SQUARE', statistic: null, pValue: 0, drifted: true });
  });

  it('does not mind missing values', () => {
    const [reference, current] = [sampleOf(100, 9), sampleOf(100, 8)];
    const holed = { ...current, missing: 900 };
    expect(resultOf('NUMERIC', reference, holed)).toEqual(resultOf('NUMERIC', reference, current));
  });

  it('fails without values on a side, and where a test is not defined', () => {
    const one = sampleOf(50, 1);
    for (const outcome of [
      evidentlyDrift('NUMERIC', noCounts, one),
      evidentlyDrift('NUMERIC', one, { ...noCounts, missing: 5 }),
      evidentlyDrift('NUMERIC', one, one, { method: 'ANDERSON_DARLING' }),
    ]) {
      expect(outcome).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
    }
    expect(evidentlyDrift('NUMERIC', one, one)).toMatchObject({
      ok: true,
      result: { pValue: 1, drifted: false },
    });
  });
});

it('a dataset has drifted when half of its columns have', () => {
  const outcome = (drifted: boolean) =>
    evidentlyDrift('NUMERIC', sampleOf(99, 9), sampleOf(99, drifted ? 3 : 9));
  expect(evidentlyDatasetDrift([outcome(true), outcome(false)])).toEqual({
    drifted: true,
    driftedShare: 0.5,
  });
  expect(evidentlyDatasetDrift([outcome(true), outcome(false), outcome(false)])?.drifted).toBe(false);
  expect(evidentlyDatasetDrift([evidentlyDrift('NUMERIC', noCounts, noCounts)])).toBeNull();
});

describe.skipIf(!hasSampleFiles)('on the halves of the sample files, as Evidently itself', () => {
  it.each([
    ['ecommerce_churn.csv', readEcommerceChurn, ecommerceChurn],
    ['telco_churn.csv', readTelcoChurn, telcoChurn],
  ] as const)('%s', (_file, read, figures) => {
    const { manifest, values } = read();
    manifest.features.forEach(({ name, kind }, i) => {
      const half = Math.floor(values[i].length / 2);
      const [first, second] = [values[i].subarray(0, half), values[i].subarray(half)];
      const { evidently, small } = figures[name];
      for (const [rows, [score, drifted]] of [
        [half, evidently],
        [900, small],
      ] as const) {
        const result = resultOf(
          kind,
          countValues(first.subarray(0, rows)),
          countValues(second.subarray(0, rows)),
        );
        const value = result.pValue ?? result.statistic ?? NaN;
        expect.soft(Math.abs(value - score), name).toBeLessThanOrEqual(1e-9 * Math.max(score, 1e-3));
        expect.soft(result.drifted, name).toBe(drifted);
      }
    });
  });
});
