import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredClasses } from '../testing/scored-rows.ts';
import { macroAverage, weightedAverage } from './class-averages.ts';
import { confusionMatrix, matrixMcc } from './confusion-matrix.ts';
import { mcc } from './confusion.ts';
import { multiclassFigure } from './multiclass-figures.ts';
import { multiclassReport } from './multiclass-report.ts';

const { actual, predicted, probabilities } = scoredClasses(500, 4);

function report(...args: Parameters<typeof multiclassReport>) {
  const result = multiclassReport(...args);
  if (!result.ok) throw new Error(result.failure.message);
  return result.report;
}

describe('multiclassReport', () => {
  const whole = report(actual, predicted, probabilities, { classes: 4 });

  it('is that of scikit-learn', () => {
    // scikit-learn 1.9.1: precision_recall_fscore_support by average, matthews_corrcoef, log_loss, brier_score_loss.
    expect(whole.confusion).toEqual([
      [203, 30, 37, 25],
      [16, 90, 13, 14],
      [8, 6, 40, 3],
      [2, 1, 0, 12],
    ]);
    expectClose(whole.accuracy.value, 0.69);
    expectClose(whole.balancedAccuracy, 0.7166454271271399);
    expectClose(whole.mcc, 0.5282117795688563);
    for (const [average, precision, recall, f1] of [
      [whole.macro, 0.5654477415213928, 0.7166454271271399, 0.5897901566610968],
      [whole.micro, 0.69, 0.69, 0.69],
      [whole.weighted, 0.7688503707778884, 0.69, 0.7137668496692251],
    ] as const) {
      expectClose(average.precision, precision);
      expectClose(average.recall, recall);
      expectClose(average.f1, f1);
    }
    expectClose(whole.classes[3].precision, 0.2222222222222222);
    expectClose(whole.classes[3].recall, 0.8);
    expectClose(whole.classes[3].f1, 0.34782608695652173);
    expect(whole.classes.map(({ support }) => support)).toEqual([295, 133, 57, 15]);
  });

  it('scores probabilities as scikit-learn', () => {
    // roc_auc_score(multi_class="ovr"), average_precision_score of the indicator matrix.
    const scored = whole.probabilities;
    expectClose(scored?.logLoss.value, 1.0107491807417166);
    expectClose(scored?.brier.value, 0.5484084678741095);
    expectClose(scored?.rocAuc.macro, 0.8784546402955253);
    expectClose(scored?.rocAuc.weighted, 0.8614259185585939);
    expectClose(scored?.rocAuc.micro, 0.8658813333333333);
    expectClose(scored?.rocAuc.classes[3], 0.942680412371134);
    expectClose(scored?.prAuc.macro, 0.6245984280462741);
    expectClose(scored?.prAuc.weighted, 0.7912393289070893);
    expectClose(scored?.prAuc.micro, 0.7254435433058061);
    for (const { rocAucInterval, recallInterval, precisionInterval } of whole.classes) {
      for (const interval of [rocAucInterval, recallInterval, precisionInterval]) {
        expect((interval?.upper ?? 0) - (interval?.lower ?? 0)).toBeGreaterThan(0);
      }
    }
  });

  it('does without probabilities', () => {
    const bare = report(actual, predicted, null, { classes: 4 });
    expect(bare.probabilities).toBeNull();
    expect(bare.macro).toEqual(whole.macro);
    expect(bare.classes[0].rocAucInterval).toBeNull();
  });

  it('refuses what is no class', () => {
    for (const bad of [-1, 4, 0.5, Infinity]) {
      expect(multiclassReport([bad], [0], null, { classes: 4 })).toMatchObject({
        failure: { code: 'BAD_USER_INPUT', field: 'actual' },
      });
    }
    expect(multiclassReport([0], [0], [[1]], { classes: 2 })).toMatchObject({
      failure: { code: 'BAD_USER_INPUT', field: 'probabilities' },
    });
    expect(multiclassReport([NaN], [0], null, { classes: 2 })).toMatchObject({
      failure: { code: 'INSUFFICIENT_DATA' },
    });
  });

  it('counts clusters', () => {
    const twice = (values: Float64Array) => [...values, ...values];
    const keys = twice(Float64Array.from(actual.keys()));
    const doubled = report(twice(actual), twice(predicted), null, { classes: 4, keys });
    expect(doubled.clusters).toBe(500);
    expectClose(
      doubled.accuracy.interval?.standardError,
      whole.accuracy.interval?.standardError ?? NaN,
      0.005,
    );
  });
});

describe('averages over classes that are not defined', () => {
  // scikit-learn 1.9.1 with zero_division=nan, and by default (0). The third class is never answered.
  const matrix = confusionMatrix([0, 0, 1, 1, 2, 2, 0, 1], [0, 1, 1, 1, 0, 1, 0, 1], 3);

  it.each([
    ['LEAVE_OUT', 0.6333333333333333, 0.5555555555555555, 0.47222222222222215, 0.6333333333333333, 0.53125],
    ['ZERO', 0.4222222222222222, 0.5555555555555555, 0.47222222222222215, 0.475, 0.53125],
  ] as const)('%s', (undefinedAs, precision, recall, f1, weightedPrecision, weightedF1) => {
    const macro = macroAverage(matrix, undefinedAs);
    const weighted = weightedAverage(matrix, undefinedAs);
    expectClose(macro.precision, precision);
    expectClose(macro.recall, recall);
    expectClose(macro.f1, f1);
    expectClose(weighted.precision, weightedPrecision);
    expectClose(weighted.f1, weightedF1);
  });

  it('leaves out a class that does not occur at all', () => {
    const wider = matrix.map((row) => [...row, 0]).concat([[0, 0, 0, 0]]);
    expect(macroAverage(wider, 'ZERO')).toEqual({
      ...macroAverage(matrix, 'ZERO'),
    });
  });

  it('is null without answers', () => {
    const nothing = { precision: null, recall: null, f1: null, specificity: null };
    expect(
      macroAverage([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual(nothing);
    expect(
      weightedAverage([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual(nothing);
    expect(
      matrixMcc([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
  });
});

it('two classes are a binary model: the coefficients agree', () => {
  const count = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(count, count, count, count, (tn, fp, fn, tp) => {
      const several = matrixMcc([
        [tn, fp],
        [fn, tp],
      ]);
      const two = mcc({ truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn });
      if (two === null) expect(several).toBeNull();
      else expect(several).toBeCloseTo(two, 9);
    }),
  );
});

it('figures by weights of 1 are the metrics', () => {
  const once = new Float64Array(500).fill(1);
  expectClose(multiclassFigure('accuracy', actual, predicted, 4)(once), 0.69);
  expectClose(multiclassFigure('macroF1', actual, predicted, 4)(once), 0.5897901566610968);
  expectClose(multiclassFigure('weightedF1', actual, predicted, 4)(once), 0.7137668496692251);
  expect(multiclassFigure('mcc', actual, predicted, 4)(new Float64Array(500))).toBeNull();
});
