import { describe, expect, it } from 'vitest';
import type { ColumnDrift } from './feature-drift.ts';
import { modelDrift } from './model-drift.ts';

function column(name: string, statistic: number, verdict: ColumnDrift['verdict']): ColumnDrift {
  const drifted = verdict === 'DRIFTED';
  const figures = {
    statistic,
    limit: 0.1,
    threshold: 0.1,
    pValue: 0.01,
    adjustedPValue: 0.02,
    wasserstein: null,
  };
  return {
    name,
    method: 'JENSEN_SHANNON',
    dialect: 'KILTER',
    ...figures,
    rows: 500,
    values: 500,
    verdict,
    drifted,
  };
}

const stable = column('stable', 0.02, 'STABLE');
const drifted = column('drifted', 0.4, 'DRIFTED');
const prediction = column('prediction', 0.3, 'DRIFTED');
const severity = (...given: Parameters<typeof modelDrift>) => modelDrift(...given).severity;

describe('modelDrift', () => {
  it('ranks by drift x importance', () => {
    const useless = column('useless', 1, 'DRIFTED');
    const strongest = column('strongest', 0.12, 'DRIFTED');
    const { features, driftedShare } = modelDrift([useless, stable, strongest], [1, 19, 80], null);
    expect(features.map(({ name }) => name)).toEqual(['strongest', 'useless', 'stable']);
    expect(features[0]).toMatchObject({ importance: 0.8, impact: 0.12 * 0.8 });
    expect(driftedShare).toBeCloseTo(0.81, 12);
  });

  it('is silent when nothing drifted', () => {
    expect(severity([stable], [1], null)).toBeNull();
    expect(severity([stable], [1], column('prediction', 0.01, 'STABLE'))).toBeNull();
    expect(modelDrift([], [], null)).toMatchObject({
      severity: null,
      judged: 0,
      drifted: 0,
      driftedShare: null,
    });
  });

  it('warns when the answers drift too, or the drifted share is over 0.3', () => {
    expect(severity([stable, drifted], [70, 30], null)).toBe('INFO');
    expect(severity([stable, drifted], [69, 31], null)).toBe('WARNING');
    expect(severity([stable, drifted], [99, 1], prediction)).toBe('WARNING');
    expect(severity([stable], [1], prediction)).toBe('INFO');
  });

  it('counts features alike where no importance is known', () => {
    const all = [stable, drifted, stable, stable];
    expect(modelDrift(all, [null, null, null, null], null).driftedShare).toBe(0.25);
    expect(modelDrift([stable, drifted], [0, 0], null).driftedShare).toBe(0.5);
    // One that the model does not use, beside one that was not judged.
    const unjudged = column('unjudged', 0, 'NOT_ENOUGH_DATA');
    expect(modelDrift([drifted, unjudged], [0, 5], null)).toMatchObject({
      judged: 1,
      drifted: 1,
      driftedShare: 1,
    });
  });
});
