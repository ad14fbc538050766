import { answerScores, type MinuteCounters } from '../sketches/minute-counters.ts';

/** What may be lost with the subjects that were predicted; of a subject that was predicted twice it counts twice. */
export interface ValueAtRisk {
  /** Predictions with a probability. */
  predictions: number;
  /** The sum of their probabilities: how many positives are to be expected. */
  expectedPositives: number;
  /** That times the value of a subject; null where the manifest does not say it. */
  value: number | null;
}

/** From the counters of a window, of all rows or of one segment. */
export function valueAtRisk(counters: MinuteCounters, valuePerSubject: number | null): ValueAtRisk {
  const { scored, sum } = answerScores(counters, 2);
  return {
    predictions: scored,
    expectedPositives: sum,
    value: valuePerSubject === null ? null : sum * valuePerSubject,
  };
}

export interface SegmentRisk extends ValueAtRisk {
  segment: string;
  /** Of the expected positives of all segments, 0..1; null without any. */
  share: number | null;
}

/** From the core counters of each segment of one feature; the greatest risk first, segments without rows left out. */
export function valueAtRiskBySegment(
  segments: ReadonlyMap<string, MinuteCounters>,
  valuePerSubject: number | null,
): SegmentRisk[] {
  const risks = [...segments]
    .map(([segment, counters]) => ({ segment, ...valueAtRisk(counters, valuePerSubject) }))
    .filter(({ predictions }) => predictions > 0)
    .sort((a, b) => b.expectedPositives - a.expectedPositives);
  const total = risks.reduce((sum, { expectedPositives }) => sum + expectedPositives, 0);
  return risks.map((risk) => ({ ...risk, share: total > 0 ? risk.expectedPositives / total : null }));
}
