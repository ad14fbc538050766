import type { Confusion } from '../performance/confusion.ts';
import { normalReach } from '../statistics/normal-quantile.ts';
import type { BoundedValue } from './bounded-value.ts';

export const answerKinds = ['TRUE_POSITIVE', 'FALSE_POSITIVE', 'FALSE_NEGATIVE', 'TRUE_NEGATIVE'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** The worth of one answer of each kind, in the manifest's currency. */
export interface AnswerWorth {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/** Answers of one kind, and what they were worth together. */
export interface KindValue {
  kind: AnswerKind;
  count: number;
  value: number;
}

export interface MeasuredValue {
  kinds: KindValue[];
  /** Of all answers together. */
  total: number;
  /** Of one answer on average. */
  perAnswer: number;
  /** Of that; null with fewer answers than it is sound for. */
  interval: BoundedValue | null;
}

/** With fewer rows the mean is not nearly normal: a single kind may decide it. */
const ENOUGH_ROWS = 100;

/**
 * What labelled answers were worth. The 95 % interval of the mean is normal, from the variance of the worth over the
 * answers, each of which counts as independent: it is too narrow where a subject is predicted again and again. Null without
 * answers.
 */
export function measuredValue(confusion: Confusion, worth: AnswerWorth): MeasuredValue | null {
  const counted = byKind(confusion, worth);
  const rows = counted.reduce((sum, { count }) => sum + count, 0);
  if (rows === 0) return null;
  const total = counted.reduce((sum, { count, each }) => sum + count * each, 0);
  const perAnswer = total / rows;
  const squares = counted.reduce((sum, { count, each }) => sum + count * (each - perAnswer) ** 2, 0);
  const reach = normalReach(0.95) * Math.sqrt(squares / rows / rows);
  return {
    kinds: counted.map(({ kind, count, each }) => ({ kind, count, value: count * each })),
    total,
    perAnswer,
    interval:
      rows < ENOUGH_ROWS ? null : { value: perAnswer, lower: perAnswer - reach, upper: perAnswer + reach },
  };
}

function byKind(
  confusion: Confusion,
  worth: AnswerWorth,
): { kind: AnswerKind; count: number; each: number }[] {
  return [
    { kind: 'TRUE_POSITIVE', count: confusion.truePositives, each: worth.truePositive },
    { kind: 'FALSE_POSITIVE', count: confusion.falsePositives, each: worth.falsePositive },
    { kind: 'FALSE_NEGATIVE', count: confusion.falseNegatives, each: worth.falseNegative },
    { kind: 'TRUE_NEGATIVE', count: confusion.trueNegatives, each: worth.trueNegative },
  ];
}
