import { averagePrecisionVariance } from '../performance/average-precision-influence.ts';
import type { TieCounts } from '../performance/ranked-rows.ts';
import { createRandom, nextSeed, type Random } from '../training/random.ts';
import { byMetric, type ByMetric } from './estimated-metrics.ts';
import type { SortedReference } from './sorted-reference.ts';

/**
 * How far a metric of n rows lies from the truth by the chance of sampling alone: standard error = deviation /
 * sqrt(n x fraction), where `fraction` is the share of the rows that count for it.
 */
export interface SamplingError {
  readonly deviation: number;
  readonly fraction: number;
}

/** Resamples for average precision, of half the rows each. */
const RESAMPLES = 50;

/** Null without rows, or where none counts for the metric. */
export function standardError(error: SamplingError | null, rows: number): number | null {
  if (error === null || !(rows * error.fraction > 0)) return null;
  return error.deviation / Math.sqrt(rows * error.fraction);
}

/**
 * Of each metric, from labelled rows (NannyML's dialect; null where no row counts). A share (accuracy, precision, recall,
 * specificity) deviates as its 0/1 outcomes do; F1 as outcomes that are 1 for true positives and 0 for mistakes,
 * stretched so that their mean is F1; ROC AUC as the share of negatives that each positive beats; average precision as
 * 50 resamples of half the rows do, or above 20,000 rows as resamples would without end (infinitesimal jackknife).
 */
export function samplingErrors(reference: SortedReference, random: Random): ByMetric<SamplingError | null> {
  const rows = reference.scores.length;
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = countAnswers(reference);
  const share = (hits: number, of: number) => shareError(hits, of, rows);
  const errors: ByMetric<SamplingError | null> = {
    accuracy: share(truePositives + trueNegatives, rows),
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    specificity: share(trueNegatives, trueNegatives + falsePositives),
    f1: f1Error(truePositives, falsePositives + falseNegatives, rows),
    rocAuc: rocAucError(reference),
    prAuc: averagePrecisionError(reference, random),
  };
  return byMetric((metric) => errors[metric]);
}

/** NannyML found the error of a mean of ROC AUCs to be this much greater than that of independent ones. */
const MACRO_AUC_FACTOR = 1.2;

/**
 * Of the mean over classes (NannyML's dialect), from the rows of each class against the rest: the errors of the classes
 * are taken as independent; those of average precision as one error that all share. `shareRight`: the accuracy.
 */
export function multiclassErrors(
  classes: readonly SortedReference[],
  shareRight: number,
  random: Random,
): ByMetric<SamplingError | null> {
  const ofClass = classes.map((reference) => samplingErrors(reference, random));
  return byMetric((metric) => {
    if (metric === 'accuracy') {
      return { deviation: Math.sqrt(shareRight * (1 - shareRight)), fraction: 1 };
    }
    let variance = 0;
    for (const [label, errors] of ofClass.entries()) {
      // F1 is not stretched here.
      const error = metric === 'f1' ? plainF1Error(classes[label]) : errors[metric];
      if (error === null || error.fraction === 0) return null;
      variance += error.deviation ** 2 / error.fraction;
    }
    const count = classes.length;
    if (metric === 'prAuc') return { deviation: Math.sqrt(variance / count), fraction: 1 };
    const factor = metric === 'rocAuc' ? MACRO_AUC_FACTOR : 1;
    return { deviation: (factor * Math.sqrt(variance)) / count, fraction: 1 };
  });
}

function plainF1Error(reference: SortedReference): SamplingError | null {
  const { truePositives, falsePositives, falseNegatives } = countAnswers(reference);
  const of = truePositives + falsePositives + falseNegatives;
  return shareError(truePositives, of, reference.scores.length);
}

function countAnswers({ predicted, targets }: SortedReference) {
  const counts = [0, 0, 0, 0];
  for (let row = 0; row < targets.length; row++) counts[2 * targets[row] + predicted[row]]++;
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = counts;
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

/** Of `hits` ones among `of` zeros and ones. */
function shareError(hits: number, of: number, rows: number): SamplingError | null {
  if (of === 0) return null;
  const share = hits / of;
  return { deviation: Math.sqrt(share * (1 - share)), fraction: of / rows };
}

function f1Error(truePositives: number, mistakes: number, rows: number): SamplingError | null {
  const of = truePositives + mistakes;
  const plain = shareError(truePositives, of, rows);
  if (plain === null) return null;
  return { ...plain, deviation: (plain.deviation * of) / (truePositives + mistakes / 2) };
}

/** Labels and scores are turned round where positives are the majority, which leaves the AUC as it is. */
function rocAucError({ targets, positives: counted }: SortedReference): SamplingError | null {
  const rows = targets.length;
  const isTurned = counted > rows / 2;
  const hit = isTurned ? 0 : 1;
  const positives = isTurned ? rows - counted : counted;
  const negatives = rows - positives;
  if (positives === 0 || negatives === 0) return null;
  let found = 0;
  let sum = 0;
  let squares = 0;
  for (let rank = 0; rank < rows; rank++) {
    if (targets[isTurned ? rows - 1 - rank : rank] !== hit) continue;
    const beaten = (rank - found++) / negatives;
    sum += beaten;
    squares += beaten * beaten;
  }
  const variance = Math.max(0, squares / positives - (sum / positives) ** 2);
  return { deviation: Math.sqrt(variance), fraction: positives / rows };
}

/** NannyML's way up to this many rows; beyond, what it comes to with ever more resamples. */
const MOST_FOR_RESAMPLING = 20_000;

function averagePrecisionError(reference: SortedReference, random: Random): SamplingError | null {
  // Drawn in either case, so that what is drawn after it does not depend on the number of rows.
  const seed = nextSeed(random);
  const rows = reference.scores.length;
  if (reference.positives === 0 || rows < 2) return null;
  if (rows <= MOST_FOR_RESAMPLING) return resampledError(reference, createRandom(seed));
  const variance = averagePrecisionVariance(tiesOf(reference));
  return variance === null ? null : { deviation: Math.sqrt(variance * rows), fraction: 1 };
}

/** A resample without positives has the average precision 0. */
function resampledError({ scores, targets }: SortedReference, random: Random): SamplingError {
  const rows = scores.length;
  const size = rows >> 1;
  const isTieStart = tieStarts(scores);
  const weights = new Uint16Array(rows);
  let sum = 0;
  let squares = 0;
  for (let resample = 0; resample < RESAMPLES; resample++) {
    weights.fill(0);
    for (let draw = 0; draw < size; draw++) weights[Math.floor(random() * rows)]++;
    const value = weightedPrecision(targets, weights, isTieStart);
    sum += value;
    squares += value * value;
  }
  const variance = Math.max(0, squares / RESAMPLES - (sum / RESAMPLES) ** 2);
  return { deviation: Math.sqrt(variance * size), fraction: 1 };
}

function tiesOf({ scores, targets }: SortedReference): TieCounts {
  const positives = new Float64Array(scores.length);
  const negatives = new Float64Array(scores.length);
  let ties = 0;
  for (let row = scores.length - 1; row >= 0; row--) {
    positives[ties] += targets[row];
    negatives[ties] += 1 - targets[row];
    if (row > 0 && scores[row - 1] !== scores[row]) ties++;
  }
  return { positives: positives.subarray(0, ties + 1), negatives: negatives.subarray(0, ties + 1) };
}

/** 1 at the first row of each distinct score. */
function tieStarts(scores: Float64Array): Uint8Array {
  const starts = new Uint8Array(scores.length).fill(1);
  for (let row = 1; row < scores.length; row++) if (scores[row] === scores[row - 1]) starts[row] = 0;
  return starts;
}

/** Average precision of rows by ascending score, row i counted `weights[i]` times; 0 without positives. */
function weightedPrecision(targets: Uint8Array, weights: Uint16Array, isTieStart: Uint8Array): number {
  let rows = 0;
  let positives = 0;
  let hits = 0;
  let sum = 0;
  for (let row = targets.length - 1; row >= 0; row--) {
    const weight = weights[row];
    rows += weight;
    hits += weight * targets[row];
    if (isTieStart[row] === 0 || hits === 0) continue;
    positives += hits;
    sum += (hits * positives) / rows;
    hits = 0;
  }
  return positives > 0 ? sum / positives : 0;
}
