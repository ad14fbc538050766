import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeColumns, measureColumn, type ColumnDrift, type DriftColumn } from './feature-drift.ts';
import { arbitrarySample, countsOfCodes } from './testing/samples.ts';
import { countValues, noCounts, type ValueCounts } from './value-counts.ts';

const column: DriftColumn = { name: 'plan', kind: 'CATEGORICAL', limits: null };
const reference = countsOfCodes([3000, 2000, 1000]);

function judge(current: ValueCounts, changed: Partial<DriftColumn> = {}, against = reference): ColumnDrift {
  const samples = { reference: against, baseline: null, current };
  return judgeColumns([measureColumn({ ...column, ...changed }, samples)])[0];
}

describe('a verdict on a column', () => {
  it('says what it rests on', () => {
    const drift = judge(countsOfCodes([300, 400, 300]));
    expect(drift).toMatchObject({
      name: 'plan',
      method: 'JENSEN_SHANNON',
      dialect: 'KILTER',
      wasserstein: null,
      rows: 1000,
      values: 1000,
      verdict: 'DRIFTED',
      drifted: true,
    });
    expect(drift.statistic).toBeGreaterThan(0.1);
    expect(drift.threshold).toBe(0.1);
    expect(drift.adjustedPValue).toBe(drift.pValue);
  });

  it('needs 300 rows, missing values included, and 100 values', () => {
    const few = countsOfCodes([60, 80, 159]);
    expect(judge(few)).toMatchObject({ verdict: 'NOT_ENOUGH_DATA', drifted: false, adjustedPValue: null });
    expect(judge(few).statistic).toBeGreaterThan(0.2);
    expect(judge({ ...few, missing: 1 }).verdict).toBe('DRIFTED');
    expect(judge({ ...countsOfCodes([20, 30, 49]), missing: 900 }).verdict).toBe('NOT_ENOUGH_DATA');
  });

  it('needs an effect, however certain', () => {
    const slight = judge(countsOfCodes([46_000, 36_000, 18_000]));
    expect(slight.pValue).toBeLessThan(1e-6);
    expect(slight.statistic).toBeGreaterThan(slight.limit ?? NaN);
    expect(slight.verdict).toBe('STABLE');
  });

  it('needs more than chance, however large', () => {
    // A reference of 150 rows says little: the limit is wide.
    const small = countsOfCodes([75, 50, 25]);
    const drift = judge(countsOfCodes([130, 108, 82]), {}, small);
    expect(drift.statistic).toBeGreaterThan(0.1);
    expect(drift.statistic).toBeLessThan(drift.limit ?? NaN);
    expect(drift.verdict).toBe('STABLE');
  });

  it('sees a new category, and a constant that changes', () => {
    expect(judge(countsOfCodes([450, 300, 150, 100])).verdict).toBe('DRIFTED');
    const constant = countsOfCodes([0, 500]);
    expect(judge(countsOfCodes([0, 400]), { kind: 'NUMERIC' }, constant).verdict).toBe('STABLE');
    expect(judge(countsOfCodes([40, 360]), { kind: 'NUMERIC' }, constant).verdict).toBe('DRIFTED');
  });

  it('takes stored limits', () => {
    const limits = { rows: [100, 1000], jensenShannon: [0.9, 0.9], wasserstein: null };
    expect(judge(countsOfCodes([300, 400, 300]), { limits })).toMatchObject({ verdict: 'STABLE' });
  });

  it('by Wasserstein sees a shift that is small beside its bins', () => {
    const numbers = countValues(Float64Array.from({ length: 4000 }, (_, i) => i % 100));
    const shifted = countValues(Float64Array.from({ length: 4000 }, (_, i) => (i % 100) + 3.5));
    expect(judge(shifted, { kind: 'NUMERIC' }, numbers)).toMatchObject({
      method: 'JENSEN_SHANNON',
      verdict: 'STABLE',
    });
    const byMean = judge(shifted, { kind: 'NUMERIC', method: 'WASSERSTEIN' }, numbers);
    expect(byMean).toMatchObject({ method: 'WASSERSTEIN', verdict: 'DRIFTED' });
    expect(byMean.statistic).toBe(byMean.wasserstein);
    // Categories have no distance.
    expect(judge(countsOfCodes([300, 400, 300]), { method: 'WASSERSTEIN' }).method).toBe('JENSEN_SHANNON');
  });

  it('is adjusted over the columns', () => {
    const current = countsOfCodes([150, 100, 50]);
    const measure = (sample: ValueCounts) =>
      measureColumn(column, { reference, baseline: null, current: sample });
    const alone = judgeColumns([measure(current)])[0];
    const among = judgeColumns([measure(current), measure(countsOfCodes([140, 110, 50])), measure(noCounts)]);
    expect(alone.adjustedPValue).toBe(alone.pValue);
    expect(among[0].adjustedPValue).toBeGreaterThanOrEqual(alone.pValue ?? NaN);
    expect(among[2]).toMatchObject({
      verdict: 'NOT_ENOUGH_DATA',
      statistic: null,
      limit: null,
      pValue: null,
    });
  });

  it('compares with a baseline by the bins of the reference', () => {
    const baseline = countsOfCodes([600, 800, 600]);
    const current = countsOfCodes([300, 400, 300]);
    const drift = judgeColumns([measureColumn(column, { reference, baseline, current })])[0];
    expect(drift).toMatchObject({ statistic: 0, verdict: 'STABLE' });
    // The limit is that of 1000 x 2000 / 3000 rows.
    const size = judge(countsOfCodes([300, 400, 300])).limit ?? NaN;
    expect(drift.limit).toBeGreaterThan(size);
  });

  it('never holds a NaN', () => {
    const anything = fc.tuple(
      arbitrarySample,
      arbitrarySample,
      fc.constantFrom('NUMERIC' as const, 'CATEGORICAL' as const),
    );
    fc.assert(
      fc.property(anything, fc.boolean(), ([a, b, kind], byMean) => {
        const method = byMean ? 'WASSERSTEIN' : 'JENSEN_SHANNON';
        const times = (sample: Float64Array) =>
          countValues(Float64Array.from({ length: 400 }, (_, i) => sample[i % sample.length]));
        const limits = { rows: [100, 1000], jensenShannon: [0.2, 0.1], wasserstein: [0.3, 0.1] };
        const drift = judge(times(b), { kind, method, limits }, times(a));
        for (const figure of Object.values(drift)) expect(figure).not.toBeNaN();
        if (drift.statistic !== null) expect(drift.statistic).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
