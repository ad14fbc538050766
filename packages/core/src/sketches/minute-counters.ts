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
  slots: number[];
  amounts: number[];
}

/** A failed prediction counts as an error and for nothing else but the total. */
export function incrementsOf(prediction: CountedPrediction, classes: number): Increments {
  if (prediction.errorCode !== null) return { slots: [PREDICTIONS, ERRORS], amounts: [1, 1] };
  const { label, probability, confidence, latencyMs } = prediction;
  const slots = [PREDICTIONS, LATENCY_SUM, HEADER + latencyBucket(latencyMs)];
  const amounts = [1, Math.round(latencyMs * MICROSECONDS_PER_MS), 1];
  const add = (slot: number, amount: number) => {
    slots.push(slot);
    amounts.push(amount);
  };
  if (prediction.flags !== null) add(FLAGGED, 1);
  if (confidence !== null) {
    add(CONFIDENT, 1);
    add(CONFIDENCE_SUM, Math.round(confidence * MILLIONTHS));
  }
  if (label === null) return { slots, amounts };
  add(CLASSES + label, 1);
  if (classes === 2 && probability !== null) {
    addScoreIncrements(add, CLASSES + classes, probability);
  }
  return { slots, amounts };
}

export function applyIncrements(counters: MinuteCounters, { slots, amounts }: Increments): void {
  for (let i = 0; i < slots.length; i++) counters[slots[i]] += amounts[i];
}

/** Adds one stored prediction. */
export function countPrediction(
  counters: MinuteCounters,
  prediction: CountedPrediction,
  classes: number,
): void {
  applyIncrements(counters, incrementsOf(prediction, classes));
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
