import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredRows } from '../testing/scored-rows.ts';
import { brierDecomposition, corpDecomposition } from './brier-decomposition.ts';
import { equalCountBinning, equalWidthBinning } from './calibration-error.ts';

const { targets, first } = scoredRows(600);

const scored = fc.array(
  fc.tuple(
    fc.constantFrom(0, 1),
    fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1)),
  ),
  { minLength: 1, maxLength: 50 },
);

describe('brierDecomposition', () => {
  it('has the parts of Murphy and of the bins', () => {
    // numpy 2.4.6: means, np.var and np.cov (ddof 0) of each tenth.
    const parts = brierDecomposition(targets, first);
    expectClose(parts?.brier, 0.14772649999999998);
    expectClose(parts?.reliability, 0.026934860669405574);
    expectClose(parts?.resolution, 0.08497008240992483);
    expectClose(parts?.uncertainty, 0.20589999999999997);
    expectClose(parts?.withinVariance, 0.0008103082914793227);
    expectClose(parts?.withinCovariance, 0.0009485865509600503);
  });

  it('sums to the score, by any bins', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 1, max: 15 }), (rows, bins) => {
        const truths = rows.map(([target]) => target);
        const probabilities = rows.map(([, p]) => p);
        for (const binning of [equalWidthBinning, equalCountBinning]) {
          const parts = brierDecomposition(truths, probabilities, binning, bins);
          if (parts === null) throw new Error('no parts');
          const { reliability, resolution, uncertainty, withinVariance, withinCovariance, brier } = parts;
          const sum = reliability - resolution + uncertainty + withinVariance - withinCovariance;
          expect(sum).toBeCloseTo(brier, 12);
          for (const part of [reliability, resolution, uncertainty, withinVariance]) {
            expect(part).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });

  it('leaves out what is missing, and is null without rows', () => {
    expect(brierDecomposition([...targets, 1, NaN], [...first, NaN, 0.5])).toEqual(
      brierDecomposition(targets, first),
    );
    expect(brierDecomposition([], [])).toBeNull();
  });
});

describe('corpDecomposition', () => {
  it('recalibrates by isotonic regression', () => {
    // scikit-learn 1.9.1: brier_score_loss of the probabilities and of IsotonicRegression's.
    const parts = corpDecomposition(targets, first);
    expectClose(parts?.miscalibration, 0.02963804974854914);
    expectClose(parts?.discrimination, 0.08781154974854913);
  });

  it('sums to the score; a constant rate has neither part', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const parts = corpDecomposition(
          rows.map(([target]) => target),
          rows.map(([, p]) => p),
        );
        if (parts === null) throw new Error('no parts');
        const { brier, miscalibration, discrimination, uncertainty } = parts;
        expect(miscalibration - discrimination + uncertainty).toBeCloseTo(brier, 12);
      }),
    );
    const constant = corpDecomposition([0, 1, 1, 0], [0.5, 0.5, 0.5, 0.5]);
    expect(constant).toEqual({ brier: 0.25, miscalibration: 0, discrimination: 0, uncertainty: 0.25 });
  });
});
