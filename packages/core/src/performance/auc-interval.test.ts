import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredRows } from '../testing/scored-rows.ts';
import { aucInterval } from './auc-interval.ts';
import { aucPlacements } from './auc-placements.ts';
import { rocAuc } from './ranking.ts';

const { targets, first, second, groups } = scoredRows(600);

describe('aucInterval', () => {
  // numpy 2.4.6: DeLong's variance from all pairs (the mean and np.cov of psi), as pROC's ci.auc prints it; Obuchowski's
  // from the sums of the same components over groups.
  it.each([
    { scores: first, error: 0.021136677436109193, lower: 0.7692549737368074, upper: 0.8521092267920362 },
    { scores: second, error: 0.02036403853719022, lower: 0.779194389653551, upper: 0.8590199538789082 },
  ])("is DeLong's", ({ scores, error, lower, upper }) => {
    const interval = aucInterval(targets, scores);
    expectClose(interval?.standardError, error);
    expectClose(interval?.lower, lower);
    expectClose(interval?.upper, upper);
  });

  it.each([
    { scores: first, error: 0.020446168932249695 },
    { scores: second, error: 0.021418738375319844 },
  ])("is Obuchowski's for groups", ({ scores, error }) => {
    expectClose(aucInterval(targets, scores, groups)?.standardError, error);
  });

  it('is the same for groups of one row', () => {
    const alone = Int32Array.from(targets.keys());
    expectClose(
      aucInterval(targets, first, alone)?.standardError,
      aucInterval(targets, first)?.standardError ?? NaN,
      1e-12,
    );
  });

  it.each([
    ['nothing', [], []],
    ['one class', [1, 1], [0.1, 0.2]],
    ['one row of a class', [1, 0, 0], [0.2, 0.3, 0.1]],
    ['equal scores', [0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5]],
    ['a perfect order', [0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4]],
    ['no scores', [0, 1, 0, 1], [NaN, NaN, NaN, NaN]],
  ])('is null for %s', (_, truths, scores) => expect(aucInterval(truths, scores)).toBeNull());
});

describe('aucPlacements', () => {
  const scored = fc.array(
    fc.tuple(fc.constantFrom(0, 1, NaN), fc.constantFrom(0.1, 0.2, 0.3, 0.4, NaN, Infinity)),
    { maxLength: 40 },
  );

  it('average to the AUC on either side, and are NaN for rows left out', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const [truths, scores] = [rows.map(([target]) => target), rows.map(([, score]) => score)];
        const placements = aucPlacements(truths, scores);
        const auc = rocAuc(truths, scores);
        if (placements === null) {
          expect(auc).toBeNull();
          return;
        }
        expect(placements.auc).toBe(auc);
        rows.forEach(([target, score], row) => {
          expect(Number.isNaN(placements.values[row])).toBe(Number.isNaN(target) || Number.isNaN(score));
        });
        for (const side of [0, 1]) {
          const ofSide = placements.values.filter(
            (value, row) => truths[row] === side && !Number.isNaN(value),
          );
          expect(ofSide.reduce((sum, value) => sum + value, 0) / ofSide.length).toBeCloseTo(auc ?? NaN, 12);
        }
      }),
    );
  });
});
