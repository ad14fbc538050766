import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyIsotonic, fitIsotonic } from '../training/isotonic.ts';
import { applyToSorted, isotonicOfRuns, runsOf, sortedIsotonic } from './sorted-isotonic.ts';

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 1)), {
  minLength: 1,
  maxLength: 80,
  size: 'max',
});

describe('sortedIsotonic', () => {
  it('is the isotonic regression of the unsorted rows', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.double({ min: -1, max: 41, noNaN: true })), (scored, asked) => {
        const sorted = scored.toSorted(([a], [b]) => a - b);
        const expected = fitIsotonic(
          scored.map(([score]) => score),
          scored.map(([, target]) => target),
        );
        const map = sortedIsotonic(
          Float64Array.from(sorted, ([score]) => score),
          Uint8Array.from(sorted, ([, target]) => target),
        );
        const ascending = Float64Array.from([...asked, ...map.scores]).sort();
        applyToSorted(map, ascending).forEach((value, i) => {
          expect(value).toBeCloseTo(applyIsotonic(expected, ascending[i]), 12);
          expect(value).toBe(applyIsotonic(map, ascending[i]));
        });
      }),
    );
  });
});

describe('isotonicOfRuns', () => {
  it('of some of the rows is the regression of these', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), (scored, isTested) => {
        const sorted = scored.toSorted(([a], [b]) => a - b);
        const isLeftOut = Uint8Array.from(sorted, (_, row) => Number(isTested[row] && row > 0));
        const runs = runsOf(scoresOf(sorted), targetsOf(sorted));
        const inRun = (run: number) => (_: unknown, row: number) =>
          row >= runs.starts[run] && row < runs.starts[run + 1] && isLeftOut[row] === 0;
        const training = {
          ...runs,
          rows: runs.rows.map((_, run) => sorted.filter(inRun(run)).length),
          positives: runs.positives.map(
            (_, run) => sorted.filter(inRun(run)).filter(([, target]) => target === 1).length,
          ),
        };
        const kept = sorted.filter((_, row) => isLeftOut[row] === 0);
        expect(isotonicOfRuns(training, isLeftOut)).toEqual(sortedIsotonic(scoresOf(kept), targetsOf(kept)));
      }),
    );
  });
});

const scoresOf = (scored: readonly [number, number][]) => Float64Array.from(scored, ([score]) => score);
const targetsOf = (scored: readonly [number, number][]) => Uint8Array.from(scored, ([, target]) => target);
