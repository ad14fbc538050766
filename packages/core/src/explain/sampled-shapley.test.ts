import { describe, expect, it } from 'vitest';
import { marginsOf } from './evaluate-trees.ts';
import { readTreeModel } from './read-tree-model.ts';
import { defaultSampling, sampleShapley, type SamplingOptions } from './sampled-shapley.ts';
import type { ScoreRows } from './score-rows.ts';
import { readFixture, rowsOf } from './testing/fixtures.ts';
import { interventionalExplainer } from './tree-explainer.ts';

const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
const linear: ScoreRows = async (rows) => rows.map(([a, b, c]) => 2 * a - 3 * b + 0 * c);
const background = [
  [0, 0, 1],
  [2, 1, 5],
  [4, 2, 3],
];

async function sample(
  score: ScoreRows,
  row: ArrayLike<number>,
  others: readonly ArrayLike<number>[],
  options: Partial<SamplingOptions> = {},
) {
  const result = await sampleShapley(score, row, others, { ...defaultSampling, ...options });
  if (!result.ok) throw new Error(result.failure.message);
  return result.attribution;
}

describe('sampleShapley', () => {
  it('is exact for a sum, once every background row had its turn', async () => {
    const { contributions, standardErrors, baseValue, margin } = await sample(linear, [1, 1, 9], background, {
      pairs: 6,
    });
    // Means of the background: 2, 1, 3.
    expect([...contributions].map((value) => Number(value.toFixed(12)))).toEqual([-2, 0, 0]);
    expect(Math.max(...standardErrors)).toBeLessThan(1e-12);
    expect(baseValue).toBeCloseTo(1, 12);
    expect(margin).toBe(-1);
  });

  it('comes near the exact values of a tree ensemble, by its own standard errors', async () => {
    const name = 'xgboost-binary';
    const file = readTreeModel(readFixture(name));
    if (!file.ok) throw new Error(file.failure.message);
    const rows = rowsOf(name);
    const others = rows.slice(-20);
    const exact = interventionalExplainer(file.model, others);
    if (!exact.ok) throw new Error(exact.failure.message);
    const score: ScoreRows = async (batch) => batch.map((row) => marginsOf(file.model, row)[0]);
    for (const row of rows.slice(0, 5)) {
      const own = await sample(score, row, others, { pairs: 400 });
      const wanted = exact.explainer.explain(row);
      expect(own.baseValue).toBeCloseTo(wanted.baseValue, 12);
      expect(own.baseValue + total(own.contributions)).toBeCloseTo(own.margin, 12);
      own.contributions.forEach((value, k) => {
        expect(own.standardErrors[k]).toBeLessThan(0.01);
        expect(Math.abs(value - wanted.contributions[k])).toBeLessThanOrEqual(
          4 * own.standardErrors[k] + 1e-12,
        );
      });
    }
  });

  it('is the same for the same seed, whatever the batches', async () => {
    const product: ScoreRows = async (rows) => rows.map(([a, b, c]) => a * b * c);
    const own = await sample(product, [3, 5, 1], background, { pairs: 20, seed: 4 });
    expect(await sample(product, [3, 5, 1], background, { pairs: 20, seed: 4, batchRows: 1 })).toEqual(own);
    const other = await sample(product, [3, 5, 1], background, { pairs: 20, seed: 5 });
    expect(other.contributions).not.toEqual(own.contributions);
    expect(own.standardErrors.every((error) => error > 0)).toBe(true);
  });

  it('gives every background row as many turns, where there are enough', async () => {
    const own = await sample(linear, [1, 1, 9], background, { pairs: 4 });
    expect(own.baseValue).toBeCloseTo(1, 12);
    const few = await sample(linear, [1, 1, 9], background, { pairs: 2 });
    expect(few.standardErrors[0]).toBeGreaterThan(0);
  });

  it('gives columns that do not differ nothing, missing ones included, and does not score for them', async () => {
    const row = [NaN, 1, 2];
    const same = await sample(async (rows) => rows.map(([a, b]) => (Number.isNaN(a) ? 7 : a) * b), row, [
      row,
      row,
    ]);
    expect(same).toMatchObject({ baseValue: 7, margin: 7, contributions: new Float64Array(3) });
    expect(same.scored).toBe(1 + defaultSampling.pairs);
  });

  it('says what it lacks', async () => {
    const code = async (score: ScoreRows, row: number[], others: number[][], pairs = 2) => {
      const result = await sampleShapley(score, row, others, { ...defaultSampling, pairs });
      return result.ok ? null : result.failure.code;
    };
    expect(await code(linear, [1, 2, 3], [])).toBe('INSUFFICIENT_DATA');
    expect(await code(linear, [1, 2], background)).toBe('BAD_USER_INPUT');
    expect(await code(linear, [1, 2, 3], background, 1)).toBe('BAD_USER_INPUT');
    expect(await code(async () => [1], [1, 2, 3], background)).toBe('BAD_USER_INPUT');
    expect(await code(async (rows) => rows.map(() => NaN), [1, 2, 3], background)).toBe('BAD_USER_INPUT');
    expect(await code(linear, [1, 2, 3], background)).toBeNull();
  });
});
