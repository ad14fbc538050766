import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { driftReport, driftReportOfCounts, type DriftFeature } from './drift-report.ts';
import { countValues } from './value-counts.ts';

const random = createRandom(6);
const rows = (count: number, value: () => number) => Float64Array.from({ length: count }, value);
const features: DriftFeature[] = [
  { name: 'age', kind: 'NUMERIC', limits: null, importance: 3 },
  { name: 'plan', kind: 'CATEGORICAL', limits: null, importance: 1 },
];
const reference = [rows(3000, () => random()), rows(3000, () => Math.floor(3 * random()))];
const current = [
  rows(900, () => random() ** 2),
  rows(900, () => (random() < 0.2 ? NaN : Math.floor(3 * random()))),
];
const prediction = {
  column: { name: 'score', kind: 'NUMERIC', limits: null } as const,
  reference: rows(3000, () => random()),
  current: rows(900, () => random() ** 2),
};

function reportOf(outcome: ReturnType<typeof driftReport>) {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.drift;
}

describe('driftReport', () => {
  it('ranks, counts and judges', () => {
    const drift = reportOf(driftReport({ features, reference, current }));
    expect(drift.features.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['age', 'DRIFTED'],
      ['plan', 'STABLE'],
    ]);
    expect(drift).toMatchObject({
      prediction: null,
      judged: 2,
      drifted: 1,
      driftedShare: 0.75,
      severity: 'WARNING',
    });
    expect(drift.features[1]).toMatchObject({ rows: 900, importance: 0.25 });
    expect(drift.features[1].values).toBeLessThan(800);
  });

  it('is the same from rows and from their counts', () => {
    const fromRows = driftReport({
      features,
      reference,
      current,
      prediction,
      baseline: [null, reference[1]],
    });
    const fromCounts = driftReportOfCounts({
      features,
      reference: reference.map(countValues),
      current: current.map(countValues),
      prediction: {
        column: prediction.column,
        reference: countValues(prediction.reference),
        current: countValues(prediction.current),
      },
    });
    expect(fromRows).toEqual(fromCounts);
    expect(reportOf(fromRows).prediction).toMatchObject({ name: 'score', verdict: 'DRIFTED' });
  });

  it('has no verdict without rows, and nothing to say without features', () => {
    const empty = features.map(() => new Float64Array());
    const drift = reportOf(driftReport({ features, reference, current: empty }));
    expect(drift).toMatchObject({ judged: 0, drifted: 0, driftedShare: null, severity: null });
    expect(reportOf(driftReport({ features: [], reference: [], current: [] })).features).toEqual([]);
  });

  it('refuses samples that are not one a feature', () => {
    const outcome = driftReport({ features, reference, current: [current[0]] });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'BAD_USER_INPUT', field: 'current' } });
    const baseline = driftReport({ features, reference, current, baseline: [] });
    expect(baseline).toMatchObject({ ok: false, failure: { field: 'baseline' } });
  });
});
