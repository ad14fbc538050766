import { countLabel, emptyCounters } from '../sketches/label-counters.ts';
import { countPrediction, type MinuteCounters } from '../sketches/minute-counters.ts';

/** An answered prediction as it was looked at by itself. */
export interface SampledAnswer {
  readonly label: number | null;
  /** Of the positive class, for two classes. */
  readonly probability: number | null;
  readonly confidence: number | null;
  /** Index of the reported class; null: none reported. */
  readonly actual: number | null;
}

/**
 * Core counters of some rows by what they belong to, with the labels by the time of prediction. Response times are left
 * out.
 */
export function countAnswers<Row extends SampledAnswer>(
  rows: readonly Row[],
  valuesOf: (row: Row) => readonly string[],
  classes: number,
): Map<string, MinuteCounters> {
  const byValue = new Map<string, MinuteCounters>();
  for (const row of rows) {
    for (const value of valuesOf(row)) {
      let counters = byValue.get(value);
      if (!counters) byValue.set(value, (counters = emptyCounters(classes)));
      const { label, probability, confidence, actual } = row;
      countPrediction(
        counters,
        { label, probability, confidence, latencyMs: 0, flags: null, errorCode: null },
        classes,
      );
      if (actual === null || label === null) continue;
      countLabel(counters, classes, 'PREDICTION', { actual, predicted: label, probability });
    }
  }
  return byValue;
}
