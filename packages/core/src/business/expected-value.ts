import { alongLine, type BoundedValue } from './bounded-value.ts';
import type { ExpectedPositives } from './expected-positives.ts';
import type { AnswerWorth } from './measured-value.ts';

/**
 * What answers whose truth is not known are worth together, if their probabilities are calibrated. With x right positive
 * answers of P, and S positives expected among all of them, it is a straight line in x: x right and P - x wrong positive
 * answers, S - x missed positives, and the rest.
 */
export function expectedValue(found: ExpectedPositives, worth: AnswerWorth): BoundedValue {
  const { answers, positiveAnswers, expected, truePositives } = found;
  const { truePositive, falsePositive, falseNegative, trueNegative } = worth;
  const negativeAnswers = answers - positiveAnswers;
  const slope = truePositive - falsePositive - falseNegative + trueNegative;
  const from =
    positiveAnswers * falsePositive + expected * falseNegative + (negativeAnswers - expected) * trueNegative;
  return alongLine(truePositives, slope, from);
}
