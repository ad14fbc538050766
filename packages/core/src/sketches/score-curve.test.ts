import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecisionBounds, rocAucBounds } from '../performance/ranking-bounds.ts';
import { averagePrecision, rocAuc } from '../performance/ranking.ts';
import {
  addScores,
  curveTies,
  emptyScoreCurve,
  mergeScoreCurves,
  precisionRecallPoints,
  rocPoints,
  scoreCurveFromJson,
  scoreCurveToJson,
} from './score-curve.ts';
import { expectExactMerging, expectRefusals } from './testing/merge-laws.ts';

type Row = [score: number, target: number];
const curveOf = (rows: readonly Row[]) => {
  const curve = emptyScoreCurve();
  addScores(
    curve,
    rows.map(([score]) => score),
    rows.map(([, target]) => target),
  );
  return curve;
};
const score = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.5, NaN));
const rows = fc.array(fc.tuple(score, fc.constantFrom(0, 1)));

describe('score curves', () => {
  it('merge exactly', () => {
    expectExactMerging({
      values: rows,
      sketch: curveOf,
      merge: mergeScoreCurves,
      toJson: scoreCurveToJson,
      fromJson: scoreCurveFromJson,
    });
  });

  it('bound the figures of the rows', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const known = all.filter(([value]) => !Number.isNaN(value));
        const targets = known.map(([, target]) => target);
        const scores = known.map(([value]) => value);
        const ties = curveTies(curveOf(all));
        const pairs = [
          [rocAuc(targets, scores), rocAucBounds(ties)],
          [averagePrecision(targets, scores), averagePrecisionBounds(ties)],
        ] as const;
        for (const [exact, bounds] of pairs) {
          if (exact === null || bounds === null) expect(bounds).toBe(exact);
          else {
            expect(exact).toBeGreaterThanOrEqual(bounds.lower - 1e-12);
            expect(exact).toBeLessThanOrEqual(bounds.upper + 1e-12);
          }
        }
      }),
    );
  });

  it('draw a ROC curve whose area is the AUC', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const curve = curveOf(all);
        const points = rocPoints(curve);
        const bounds = rocAucBounds(curveTies(curve));
        if (bounds === null) {
          expect(points).toEqual([]);
          return;
        }
        let area = 0;
        points.forEach(({ x, y }, i) => {
          if (i > 0) area += ((x - points[i - 1].x) * (y + points[i - 1].y)) / 2;
        });
        expect(area).toBeCloseTo(bounds.value, 12);
        expect(points[0]).toEqual({ x: 0, y: 0 });
        expect(points.at(-1)).toEqual({ x: 1, y: 1 });
      }),
    );
  });

  it('by hand: two above, one between, one below', () => {
    const curve = curveOf([
      [0.9, 1],
      [0.7, 0],
      [0.5, 1],
      [0.1, 0],
    ]);
    expect(rocPoints(curve)).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 0.5 },
      { x: 0.5, y: 0.5 },
      { x: 0.5, y: 1 },
      { x: 1, y: 1 },
    ]);
    expect(precisionRecallPoints(curve)).toEqual([
      { x: 0.5, y: 1 },
      { x: 0.5, y: 0.5 },
      { x: 1, y: 2 / 3 },
      { x: 1, y: 0.5 },
    ]);
  });

  it('are of any bins, and empty where a class is missing', () => {
    expect(rocPoints({ positives: [0, 2], negatives: [1, 0] }).length).toBe(3);
    expect(rocPoints({ positives: [1], negatives: [0] })).toEqual([]);
    expect(precisionRecallPoints({ positives: [0], negatives: [4] })).toEqual([]);
    expectRefusals(scoreCurveFromJson);
  });
});
