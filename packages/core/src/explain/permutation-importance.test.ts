import { describe, expect, it } from 'vitest';
import { rocAuc } from '../performance/ranking.ts';
import { createRandom } from '../training/random.ts';
import { defaultPermutation, permutationImportance, type ScoreMetric } from './permutation-importance.ts';
import type { ScoreRows } from './score-rows.ts';

const random = createRandom(61);
const rows = Array.from({ length: 400 }, () => Float64Array.from([random(), random(), random()]));
const targets = rows.map(([a, b]) => Number(3 * a + b + random() > 2.5));
const score: ScoreRows = async (batch) => batch.map(([a, b]) => 3 * a + b);
const auc: ScoreMetric = { measure: (scores) => rocAuc(targets, scores), higherIsBetter: true };

async function importance(metric: ScoreMetric, options = defaultPermutation) {
  const result = await permutationImportance(score, rows, metric, options);
  if (!result.ok) throw new Error(result.failure.message);
  return result;
}

describe('permutationImportance', () => {
  it('ranks columns by what they are worth, and what is not used at 0', async () => {
    const { baseline, columns } = await importance(auc);
    expect(baseline).toBe(rocAuc(targets, await score(rows)));
    expect(columns[0].importance).toBeGreaterThan(columns[1].importance + 0.1);
    expect(columns[1].importance).toBeGreaterThan(0.01);
    expect(columns[2]).toEqual({ importance: 0, standardDeviation: 0, repeats: [0, 0, 0, 0, 0] });
  });

  it('leaves half of the AUC above chance when the only strong column is shuffled', async () => {
    // A shuffled score knows nothing: AUC 1/2 in the mean.
    const only: ScoreRows = async (batch) => batch.map(([a]) => a);
    const result = await permutationImportance(only, rows, auc, { ...defaultPermutation, repeats: 50 });
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.baseline - result.columns[0].importance).toBeCloseTo(0.5, 1);
    expect(result.columns[0].standardDeviation).toBeGreaterThan(0.01);
  });

  it('turns the sign where lower is better', async () => {
    const loss: ScoreMetric = {
      measure: (scores) => 1 - (rocAuc(targets, scores) ?? NaN),
      higherIsBetter: false,
    };
    const [higher, lower] = [await importance(auc), await importance(loss)];
    higher.columns.forEach((column, i) => {
      expect(lower.columns[i].importance).toBeCloseTo(column.importance, 12);
    });
  });

  it('is the same for the same seed, whatever the batches', async () => {
    const own = await importance(auc);
    expect(await importance(auc, { ...defaultPermutation, batchRows: 7 })).toEqual(own);
    expect(await importance(auc, { ...defaultPermutation, seed: 2 })).not.toEqual(own);
  });

  it('says what it lacks', async () => {
    const code = async (count: number, metric: ScoreMetric, model = score) => {
      const result = await permutationImportance(model, rows.slice(0, count), metric);
      return result.ok ? null : result.failure.code;
    };
    const none: ScoreMetric = { measure: () => null, higherIsBetter: true };
    expect(await code(1, auc)).toBe('INSUFFICIENT_DATA');
    expect(await code(9, none)).toBe('INSUFFICIENT_DATA');
    expect(await code(9, auc, async () => [])).toBe('BAD_USER_INPUT');
  });
});
