import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredClasses, scoredValues } from '../testing/scored-rows.ts';
import { judgeComparison } from './comparison-verdict.ts';
import { findGains } from './gain-findings.ts';
import { multiclassGains } from './multiclass-gains.ts';
import { regressionGains } from './regression-gains.ts';

const basis = (rows: number) => ({ rows, rarer: null, level: 0.05 });

describe('regressionGains', () => {
  const { truths, predictions } = scoredValues(400);
  const random = createRandom(7);
  const worse = predictions.map((prediction) => prediction + 2 * (random() - 0.5));

  it('judges by errors', () => {
    const gains = regressionGains({ truths, champion: worse, challenger: predictions }, null, 0.05);
    expectClose(gains[0].challenger, 0.36982374923966466);
    const findings = findGains(gains, () => 0.05, 0.05);
    expect(judgeComparison(findings, basis(400))).toMatchObject({
      verdict: 'BETTER',
      headline:
        'The challenger is better in mean absolute error and root mean squared error on 400 rows, and worse in nothing.',
    });
  });

  it('turns with its sides', () => {
    const [there] = regressionGains({ truths, champion: worse, challenger: predictions }, null, 0.05);
    const [back] = regressionGains({ truths, champion: predictions, challenger: worse }, null, 0.05);
    expectClose(back.gain, -(there.gain ?? NaN));
    expectClose(back.lower, -(there.upper ?? NaN));
  });

  it('knows nothing without rows', () => {
    const none = new Float64Array();
    const [mae] = regressionGains({ truths: none, champion: none, challenger: none }, null, 0.05);
    expect(mae).toMatchObject({ champion: null, gain: null, pValue: null });
  });
});

describe('multiclassGains', () => {
  const { actual, predicted, probabilities } = scoredClasses(500, 3);
  const random = createRandom(2);
  const champion = { predicted: predicted.map((label) => (random() < 0.3 ? 0 : label)), probabilities: null };

  it('judges by accuracy and macro F1', () => {
    const challenger = { predicted, probabilities };
    const gains = multiclassGains({ actual, classes: 3, champion, challenger }, 1, 0.05);
    expect(gains.map(({ metric, method }) => [metric, method])).toEqual([
      ['accuracy', 'MCNEMAR'],
      ['macroF1', 'BOOTSTRAP'],
    ]);
    const findings = findGains(gains, () => 0.02, 0.05);
    expect(judgeComparison(findings, basis(500)).verdict).toBe('BETTER');
  });

  it('compares log loss where both say probabilities', () => {
    const even = { predicted, probabilities: probabilities.map((values) => values.map(() => 1 / 3)) };
    const gains = multiclassGains(
      { actual, classes: 3, champion: even, challenger: { predicted, probabilities } },
      1,
      0.05,
    );
    expect(gains[0]).toMatchObject({ gain: 0, pValue: 1 });
    expect(gains[2].metric).toBe('logLoss');
    expectClose(gains[2].champion, Math.log(3));
    expect(gains[2].lower ?? 0).toBeGreaterThan(0);
  });
});
