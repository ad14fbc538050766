import { describe, expect, it } from 'vitest';
import { defaultChunks } from './chunks.ts';
import type { ColumnKind } from './drift-result.ts';
import { nannymlMeasure, nannymlMethods, type NannymlMethod } from './nannyml-measure.ts';
import { missingRate, missingRateLimits, unseenRows } from './nannyml-quality.ts';
import { fitNannyml, nannymlDrift } from './nannyml.ts';
import { ecommerceChurn, telcoChurn } from './testing/peer-figures.ts';
import { hasSampleFiles, readEcommerceChurn, readTelcoChurn } from './testing/sample-files.ts';
import { countsOfCodes } from './testing/samples.ts';
import { countValues, noCounts, type ValueCounts } from './value-counts.ts';

const chunksOf = (rows: Float64Array) =>
  defaultChunks(rows.length).map(({ from, to }) => countValues(rows.subarray(from, to)));

function fitOf(kind: ColumnKind, chunks: readonly ValueCounts[], method?: NannymlMethod) {
  const outcome = fitNannyml(kind, chunks, method);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.fit;
}

describe('nannymlMeasure', () => {
  it('puts what the reference does not have into one more bin', () => {
    const measure = nannymlMeasure('JENSEN_SHANNON', 'CATEGORICAL', countsOfCodes([60, 40]));
    expect(measure(countsOfCodes([50, 40, 10]))?.value).toBeCloseTo(0.23083193818809797, 12);
    // Two unseen categories are one bin.
    expect(measure(countsOfCodes([50, 40, 4, 6]))?.value).toBeCloseTo(0.23083193818809797, 12);
    const numbers = countValues(Float64Array.from({ length: 40 }, (_, i) => i));
    expect(nannymlMeasure('HELLINGER', 'NUMERIC', numbers)(countValues(Float64Array.of(-1, 99)))?.value).toBe(
      1,
    );
  });

  it('is 0 for the reference itself, and null without values', () => {
    const reference = countValues(Float64Array.from({ length: 90 }, (_, i) => i % 7));
    for (const kind of ['NUMERIC', 'CATEGORICAL'] as const) {
      for (const method of nannymlMethods[kind]) {
        const measure = nannymlMeasure(method, kind, reference);
        expect(measure(reference)?.value).toBeCloseTo(0, 7);
        expect(measure({ ...noCounts, missing: 4 })).toBeNull();
      }
    }
  });

  it('bins references of 10,000 rows', () => {
    // nannyml.drift.univariate.methods (NannyML 0.13.1) on these rows.
    const reference = Float64Array.from(
      { length: 12_000 },
      (_, i) => (((7919 * i) % 12_007) / 12_007) * 6 - 3,
    );
    const chunk = Float64Array.from({ length: 4000 }, (_, i) => (((104_729 * i) % 5003) / 5003) * 7 - 3.6);
    const valueOf = (method: NannymlMethod) =>
      nannymlMeasure(method, 'NUMERIC', countValues(reference))(countValues(chunk))?.value ?? NaN;
    expect(valueOf('KOLMOGOROV_SMIRNOV')).toBeCloseTo(0.08391666666666667, 12);
    expect(valueOf('WASSERSTEIN')).toBeCloseTo(0.2588654859511738, 12);
    expect(valueOf('JENSEN_SHANNON')).toBeCloseTo(0.27351712545554574, 12);
    expect(valueOf('HELLINGER')).toBeCloseTo(0.27130248373787974, 12);
  });
});

describe('nannymlDrift', () => {
  const chunks = [
    [50, 50],
    [45, 55],
    [55, 45],
  ].map(countsOfCodes);

  it('holds a distance against the spread of the reference chunks', () => {
    const fit = fitOf('CATEGORICAL', chunks, 'L_INFINITY');
    // Distances 0, 0.05, 0.05: mean 0.0333, deviation 0.0236.
    expect(fit.limits).toEqual({ lower: null, upper: expect.closeTo(0.1 / 3 + 0.05 * Math.SQRT2, 12) });
    expect(nannymlDrift(fit, countsOfCodes([60, 40]))).toEqual({
      ok: true,
      result: {
        method: 'L_INFINITY',
        dialect: 'NANNYML',
        statistic: expect.closeTo(0.1, 12),
        threshold: fit.limits?.upper,
        decidedBy: 'STATISTIC',
        pValue: null,
        drifted: false,
      },
    });
    expect(nannymlDrift(fit, countsOfCodes([61, 39]))).toMatchObject({ ok: true, result: { drifted: true } });
  });

  it('judges chi-square by its p-value', () => {
    const fit = fitOf('CATEGORICAL', chunks, 'CHI_SQUARE');
    expect(fit.limits).toBeNull();
    const result = nannymlDrift(fit, countsOfCodes([65, 35]));
    expect(result).toMatchObject({
      ok: true,
      result: { decidedBy: 'P_VALUE', threshold: 0.05, drifted: true },
    });
    expect(nannymlDrift(fit, countsOfCodes([52, 48]))).toMatchObject({
      ok: true,
      result: { drifted: false },
    });
  });

  it('takes Jensen-Shannon when it is not told, and refuses what does not suit', () => {
    expect(fitOf('NUMERIC', chunks).method).toBe('JENSEN_SHANNON');
    expect(fitNannyml('NUMERIC', chunks, 'CHI_SQUARE')).toMatchObject({
      failure: { code: 'BAD_USER_INPUT', field: 'method' },
    });
    expect(fitNannyml('NUMERIC', [noCounts])).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
    expect(nannymlDrift(fitOf('NUMERIC', chunks), noCounts)).toMatchObject({
      failure: { code: 'INSUFFICIENT_DATA' },
    });
  });
});

describe('nannyml quality', () => {
  it('holds the missing rate against its spread, to both sides', () => {
    const chunk = (missing: number) => ({ ...countsOfCodes([100 - missing]), missing });
    expect(missingRate(chunk(20))).toBe(0.2);
    expect(missingRate(noCounts)).toBeNull();
    expect(missingRateLimits([chunk(18), chunk(22)])).toEqual({
      lower: expect.closeTo(0.14, 12),
      upper: expect.closeTo(0.26, 12),
    });
    expect(missingRateLimits([chunk(0), chunk(2)])?.lower).toBe(0);
  });

  it('counts rows of values that the reference does not have', () => {
    expect(unseenRows(countsOfCodes([5, 0, 3]), countsOfCodes([1, 2, 0, 4]))).toBe(6);
    expect(unseenRows(countsOfCodes([5, 3]), countsOfCodes([9]))).toBe(0);
    expect(unseenRows(noCounts, countsOfCodes([2]))).toBe(2);
  });
});

describe.skipIf(!hasSampleFiles)('on the halves of the sample files, as NannyML itself', () => {
  it.each([
    ['ecommerce_churn.csv', readEcommerceChurn, ecommerceChurn],
    ['telco_churn.csv', readTelcoChurn, telcoChurn],
  ] as const)('%s', (_file, read, figures) => {
    const { manifest, values } = read();
    manifest.features.forEach(({ name, kind }, i) => {
      const half = Math.floor(values[i].length / 2);
      const fit = fitOf(kind, chunksOf(values[i].subarray(0, half)));
      const outcomes = chunksOf(values[i].subarray(half)).map((chunk) => nannymlDrift(fit, chunk));
      const [distance, limit, alerts] = figures[name].nannyml;
      const fourth = outcomes[3];
      expect.soft(fourth.ok && fourth.result.statistic, name).toBeCloseTo(distance, 10);
      expect.soft(fit.limits?.upper, name).toBeCloseTo(limit, 10);
      expect
        .soft(outcomes.filter((outcome) => outcome.ok && outcome.result.drifted).length, name)
        .toBe(alerts);
    });
  });
});
