import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCoMoments,
  coMomentsFromJson,
  coMomentsToJson,
  correlationMatrix,
  emptyCoMoments,
  mergeCoMoments,
  pairFigures,
  type CoMoments,
} from './co-moments.ts';
import { expectRefusals, taken } from './testing/merge-laws.ts';

type Row = [number, number, number];
const sketchOf = (rows: readonly Row[]) => {
  const sketch = emptyCoMoments(3);
  addCoMoments(
    sketch,
    [0, 1, 2].map((column) => rows.map((row) => row[column])),
  );
  return sketch;
};
const merge = (a: CoMoments, b: CoMoments) => taken(mergeCoMoments(a, b));
const cell = fc.oneof(
  fc.double({ min: -100, max: 100, noNaN: true }).map((number) => Math.round(number * 1e6) / 1e6),
  fc.constant(NaN),
);
const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 });

function expectAlike(a: CoMoments, b: CoMoments): void {
  a.pairs.forEach((number, i) => expect(Math.abs(number - b.pairs[i])).toBeLessThan(1e-8));
}

describe('co-moments', () => {
  it('have the correlations of numpy, pair by pair over the rows where both are known', () => {
    const sketch = sketchOf([
      [1, 2, 5],
      [2, NaN, 3],
      [3, 5, 4],
      [4, 4, -1],
      [7, 9, 0],
    ]);
    // numpy 2.4.6: corrcoef and cov (ddof 0) of the rows where both are known.
    expect(pairFigures(sketch, 0, 1)).toEqual({
      rows: 4,
      covariance: expect.closeTo(5.25, 12),
      correlation: expect.closeTo(0.9511127086814605, 12),
    });
    expect(pairFigures(sketch, 2, 0)).toEqual({
      rows: 5,
      covariance: expect.closeTo(-3.68, 12),
      correlation: expect.closeTo(-0.7719381336076834, 12),
    });
    const matrix = correlationMatrix(sketch);
    expect(matrix[1][1]).toBe(1);
    expect(matrix[0][2]).toBe(matrix[2][0]);
  });

  it('merge to those of all rows, in any order and grouping', () => {
    fc.assert(
      fc.property(rows, rows, rows, (x, y, z) => {
        const [a, b, c] = [sketchOf(x), sketchOf(y), sketchOf(z)];
        const all = sketchOf([...x, ...y, ...z]);
        expectAlike(merge(merge(a, b), c), all);
        expectAlike(merge(a, merge(b, c)), all);
        expectAlike(merge(merge(c, a), b), all);
        expect(merge(sketchOf([]), a)).toEqual(a);
      }),
    );
  });

  it('keep correlations between -1 and 1, and 1 for a column with itself', () => {
    fc.assert(
      fc.property(rows, (x) => {
        const doubled = x.map(([a, , c]): Row => [a, 3 * a - 1, c]);
        const sketch = sketchOf(doubled);
        correlationMatrix(sketch)
          .flat()
          .forEach((value) => {
            if (value !== null) expect(Math.abs(value)).toBeLessThanOrEqual(1);
          });
        const { correlation } = pairFigures(sketch, 0, 1);
        if (correlation !== null) expect(correlation).toBeCloseTo(1, 5);
      }),
    );
  });

  it('have none where nothing varies, nothing is known, or numbers are too large', () => {
    const flat = sketchOf([
      [1, 2, NaN],
      [1, 3, NaN],
    ]);
    expect(pairFigures(flat, 0, 1)).toEqual({ rows: 2, covariance: 0, correlation: null });
    expect(pairFigures(flat, 1, 2)).toEqual({ rows: 0, covariance: null, correlation: null });
    const huge = sketchOf([
      [1e308, -1e308, Infinity],
      [-1e308, 1e308, 1],
    ]);
    expect(pairFigures(huge, 0, 1)).toEqual({ rows: 0, covariance: null, correlation: null });
  });

  it('of unlike columns are not merged, and JSON keeps them', () => {
    const result = mergeCoMoments(emptyCoMoments(2), emptyCoMoments(3));
    expect(result).toMatchObject({ ok: false, failure: { code: 'BAD_USER_INPUT', field: 'columns' } });
    const sketch = sketchOf([
      [1, 2, 5],
      [2, 1, 3],
    ]);
    const json: unknown = JSON.parse(JSON.stringify(coMomentsToJson(sketch)));
    expect(taken(coMomentsFromJson(json))).toEqual(sketch);
    expectRefusals(coMomentsFromJson);
    expect(coMomentsFromJson({ kind: 'CO_MOMENTS', columns: 2, pairs: [1] }).ok).toBe(false);
  });
});
