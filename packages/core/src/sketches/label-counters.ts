import { answersStart, predictionCounterWidth, type MinuteCounters } from './minute-counters.ts';
import { countScore, readScores, SCORE_SLOTS, type ScoreSums } from './score-bins.ts';

/**
 * Counters of reported labels, behind those of the predictions: once by the minute of the prediction, once by the
 * minute in which the label arrived. An axis has one block a true class, laid out like the counters of all answers: one
 * count an answered class, then, for two classes, the sketch of the scores. Past 64 classes an axis has two counters:
 * labelled, and answered right.
 */
export const labelAxes = ['PREDICTION', 'ARRIVAL'] as const;
export type LabelAxis = (typeof labelAxes)[number];

/** More classes than this have no confusion counts. */
const MOST_CONFUSION_CLASSES = 64;

const hasConfusion = (classes: number) => classes <= MOST_CONFUSION_CLASSES;
const blockWidth = (classes: number) => classes + (classes === 2 ? SCORE_SLOTS : 0);
const axisWidth = (classes: number) => (hasConfusion(classes) ? classes * blockWidth(classes) : 2);
const axisStart = (classes: number, axis: LabelAxis) =>
  predictionCounterWidth(classes) + labelAxes.indexOf(axis) * axisWidth(classes);

/** All counters of a minute, those of the labels included. */
export function emptyCounters(classes: number): MinuteCounters {
  return new Float64Array(predictionCounterWidth(classes) + labelAxes.length * axisWidth(classes));
}

/** An answer with its true class. */
export interface LabelledAnswer {
  /** Index of the true class. */
  actual: number;
  /** Index of the answered class. */
  predicted: number;
  /** Of the positive class, for two classes. */
  probability: number | null;
}

/** Adds a label to one axis; `sign` -1 takes it out again. */
export function countLabel(
  counters: MinuteCounters,
  classes: number,
  axis: LabelAxis,
  { actual, predicted, probability }: LabelledAnswer,
  sign: 1 | -1 = 1,
): void {
  const start = axisStart(classes, axis);
  if (!hasConfusion(classes)) {
    counters[start] += sign;
    if (actual === predicted) counters[start + 1] += sign;
    return;
  }
  const block = start + actual * blockWidth(classes);
  counters[block + predicted] += sign;
  if (classes === 2 && probability !== null) countScore(counters, block + classes, probability, sign);
}

/** The counters of one axis alone: they add up by element, and `labelTallies` reads them. */
export function labelsOf(counters: MinuteCounters, classes: number, axis: LabelAxis): Float64Array {
  const start = axisStart(classes, axis);
  return counters.slice(start, start + axisWidth(classes));
}

/** Takes everything out of one axis. */
export function clearLabels(counters: MinuteCounters, classes: number, axis: LabelAxis): void {
  const start = axisStart(classes, axis);
  counters.fill(0, start, start + axisWidth(classes));
}

/**
 * Adds to `labels` what silence means once a label window has closed: every answer in `counters` (of closed minutes)
 * that has no reported label is of `absentClass`. Past 64 classes silence counts for nothing.
 */
export function addAbsent(
  labels: Float64Array,
  counters: MinuteCounters,
  classes: number,
  absentClass: number,
): void {
  if (!hasConfusion(classes)) return;
  const width = blockWidth(classes);
  const answers = answersStart();
  const reported = axisStart(classes, 'PREDICTION');
  for (let slot = 0; slot < width; slot++) {
    let silent = counters[answers + slot];
    for (let actual = 0; actual < classes; actual++) silent -= counters[reported + actual * width + slot];
    labels[absentClass * width + slot] += silent;
  }
}

/** What the labels of an axis say. */
export interface LabelTallies {
  labelled: number;
  right: number;
  /** `confusion[actual][predicted]`; null past 64 classes. */
  confusion: number[][] | null;
  /** By true class; null unless there are two classes. */
  scores: ScoreSums[] | null;
}

export function labelTallies(labels: Float64Array, classes: number): LabelTallies {
  if (!hasConfusion(classes)) {
    return { labelled: labels[0], right: labels[1], confusion: null, scores: null };
  }
  const blocks = Array.from({ length: classes }, (_, actual) => actual * blockWidth(classes));
  const confusion = blocks.map((block) => [...labels.subarray(block, block + classes)]);
  return {
    labelled: confusion.flat().reduce((sum, count) => sum + count, 0),
    right: confusion.reduce((sum, row, actual) => sum + row[actual], 0),
    confusion,
    scores: classes === 2 ? blocks.map((block) => readScores(labels, block + classes)) : null,
  };
}
