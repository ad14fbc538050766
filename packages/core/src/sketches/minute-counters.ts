import { LATENCY_BUCKETS, latencyBucket, latencyQuantile } from './latency-buckets.ts';
import { addScoreIncrements, readScores, SCORE_SLOTS, type ScoreSums } from './score-bins.ts';

/**
 * The counters of one minute of one model version and source, as one array of whole numbers that adds up by element:
 * 8 totals, then the latency buckets, then one count a class (none for a regression), then, for two classes, the sketch
 * of the scores. Behind them lie the counters of the labels (label-counters.ts).
 */
const PREDICTIONS = 0;
const ERRORS = 1;
const REFUSED = 2;
const FLAGGED = 3;
const CONFIDENCE_SUM = 4;
const CONFIDENT = 5;
const LATENCY_SUM = 6;
const HEADER = 8;
const CLASSES = HEADER + LATENCY_BUCKETS;

/** Sums are kept as whole millionths (ratios) and microseconds (durations), so that adding is exact in any order. */
const MILLIONTHS = 1e6;
const MICROSECONDS_PER_MS = 1e3;

export type MinuteCounters = Float64Array;

/** What the counters need to know of a prediction. */
export interface CountedPrediction {
  /** Index of the answered class; null for a regression or an error. */
  label: number | null;
  /** Of the positive class, for two classes. */
  probability: number | null;
  confidence: number | null;
  latencyMs: number;
  flags: object | null;
  errorCode: string | null;
}

/** Where the counters of the answers begin: one a class, then the sketch of the scores. */
export function answersStart(): number {
  return CLASSES;
}

/** Where the counters of the labels begin. */
export function predictionCounterWidth(classes: number): number {
  return CLASSES + classes + (classes === 2 ? SCORE_SLOTS : 0);
}

/** Counters of predictions alone, without labels. */
export function emptyMinuteCounters(classes: number): MinuteCounters {
  return new Float64Array(predictionCounterWidth(classes));
}

/** What one prediction adds to which slots: made once, and applied to the counters of each part that it belongs to. */
export interface Increments {
  readonly slots: Int32Array;
  readonly amounts: Float64Array;
  length: number;
}

const MOST_INCREMENTS = 16;

export function createIncrements(): Increments {
  return { slots: new Int32Array(MOST_INCREMENTS), amounts: new Float64Array(MOST_INCREMENTS), length: 0 };
}

/** Lists what a prediction adds, over what was listed. A failed one is an error, and nothing else but one of the total. */
export function listIncrements(into: Increments, prediction: CountedPrediction, classes: number): void {
  into.length = 0;
  const add = (slot: number, amount: number) => {
    into.slots[into.length] = slot;
    into.amounts[into.length++] = amount;
  };
  add(PREDICTIONS, 1);
  if (prediction.errorCode !== null) {
    add(ERRORS, 1);
    return;
  }
  const { label, probability, confidence, latencyMs } = prediction;
  if (prediction.flags !== null) add(FLAGGED, 1);
  if (confidence !== null) {
    add(CONFIDENT, 1);
    add(CONFIDENCE_SUM, Math.round(confidence * MILLIONTHS));
  }
  add(LATENCY_SUM, Math.round(latencyMs * MICROSECONDS_PER_MS));
  add(HEADER + latencyBucket(latencyMs), 1);
  if (label === null) return;
  add(CLASSES + label, 1);
  if (classes === 2 && probability !== null) addScoreIncrements(add, CLASSES + classes, probability);
}

export function applyIncrements(counters: MinuteCounters, { slots, amounts, length }: Increments): void {
  for (let i = 0; i < length; i++) counters[slots[i]] += amounts[i];
}

/** Adds one stored prediction. */
export function countPrediction(
  counters: MinuteCounters,
  prediction: CountedPrediction,
  classes: number,
): void {
  const increments = createIncrements();
  listIncrements(increments, prediction, classes);
  applyIncrements(counters, increments);
}

/** Takes out what no stored row tells of: refused input. */
export function clearRefused(counters: MinuteCounters): void {
  counters[REFUSED] = 0;
}

/** Input that was refused: counted beside the predictions, part of no rate. */
export function countRefused(counters: MinuteCounters, rows: number): void {
  counters[REFUSED] += rows;
}

export function addCounters(target: MinuteCounters, source: ArrayLike<number>): void {
  for (let i = 0; i < source.length; i++) target[i] += source[i];
}

export interface CounterFigures {
  /** All stored predictions, failed ones included. */
  predictions: number;
  errors: number;
  refused: number;
  flagged: number;
  /** errors / predictions. */
  errorRate: number | null;
  averageConfidence: number | null;
  /** Over the predictions that were answered. */
  averageLatencyMs: number | null;
  /** By class index. */
  classCounts: number[];
}

/** Reads the figures of (a sum of) counters; a figure without a denominator is null. */
export function counterFigures(counters: MinuteCounters, classes: number): CounterFigures {
  const predictions = counters[PREDICTIONS];
  const errors = counters[ERRORS];
  return {
    predictions,
    errors,
    refused: counters[REFUSED],
    flagged: counters[FLAGGED],
    errorRate: ratio(errors, predictions),
    averageConfidence: ratio(counters[CONFIDENCE_SUM] / MILLIONTHS, counters[CONFIDENT]),
    averageLatencyMs: ratio(counters[LATENCY_SUM] / MICROSECONDS_PER_MS, predictions - errors),
    classCounts: classCounts(counters, classes),
  };
}

/** Answers by class index. */
export function classCounts(counters: MinuteCounters, classes: number): number[] {
  return [...counters.subarray(CLASSES, CLASSES + classes)];
}

/** The scores of all answers, for two classes. */
export function answerScores(counters: MinuteCounters, classes: number): ScoreSums {
  return readScores(counters, CLASSES + classes);
}

/** Answered predictions by latency bucket (latency-buckets.ts). */
export function latencyCounts(counters: MinuteCounters): Float64Array {
  return counters.subarray(HEADER, HEADER + LATENCY_BUCKETS);
}

/** The q-quantile of the response time in milliseconds; null without answered predictions. */
export function counterLatencyQuantile(counters: MinuteCounters, q: number): number | null {
  return latencyQuantile(counters, HEADER, q);
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
