import type { Random } from '../training/random.ts';
import { ascendingOrder } from '../statistics/ascending-order.ts';
import { rankingOfSorted } from './realised-ranking.ts';
import { applyToSorted, sortedIsotonic } from './sorted-isotonic.ts';
import type { SortedReference } from './sorted-reference.ts';

/** Where scores rank as well as this, calibrating can only do harm. */
const PERFECT_AUC = 0.999;
const SPLITS = 10;
const TEST_SHARE = 0.1;
const SLICES = 10;

/**
 * Whether isotonic calibration makes scores better probabilities (NannyML's rule): not with one class only, nor with a
 * ROC AUC above 0.999; else if, over 10 stratified shuffle splits with 10 % of the rows for testing, the calibration
 * error of all test parts together falls when each is calibrated by its training part. The splits are `random`'s own,
 * so that a reference on the edge can be decided otherwise than by NannyML.
 */
export function needsCalibration(reference: SortedReference, random: Random): boolean {
  const { scores, targets, positives } = reference;
  const rarer = Math.min(positives, scores.length - positives);
  if (rarer < 2) return false;
  if ((rankingOfSorted(scores, targets).rocAuc ?? 1) > PERFECT_AUC) return false;
  const tests = collectTests(reference, random);
  const before = slicedError(testedRows(reference, tests.times));
  return before > slicedError(sortedByScore(tests.calibrated, tests.targets));
}

/** The test parts one after another, each row as its training part calibrates it. */
interface Tests {
  readonly targets: Uint8Array;
  readonly calibrated: Float64Array;
  /** How often each row of the reference was tested. */
  readonly times: Uint8Array;
}

function collectTests({ scores, targets, positives }: SortedReference, random: Random): Tests {
  const rows = scores.length;
  const draw = stratifiedDraw(targets, positives, random);
  const isTest = new Uint8Array(rows);
  const training = { scores: new Float64Array(rows - draw.size), targets: new Uint8Array(rows - draw.size) };
  const testScores = new Float64Array(draw.size);
  const tests = {
    targets: new Uint8Array(SPLITS * draw.size),
    calibrated: new Float64Array(SPLITS * draw.size),
    times: new Uint8Array(rows),
  };
  for (let split = 0; split < SPLITS; split++) {
    isTest.fill(0);
    draw.mark(isTest);
    let test = 0;
    let train = 0;
    for (let row = 0; row < rows; row++) {
      if (isTest[row] === 1) {
        tests.times[row]++;
        tests.targets[split * draw.size + test] = targets[row];
        testScores[test++] = scores[row];
      } else {
        training.scores[train] = scores[row];
        training.targets[train++] = targets[row];
      }
    }
    const map = sortedIsotonic(training.scores, training.targets);
    tests.calibrated.set(applyToSorted(map, testScores), split * draw.size);
  }
  return tests;
}

/** Draws test rows, of each class its share; every subset of that make-up is equally likely. */
function stratifiedDraw(targets: Uint8Array, positives: number, random: Random) {
  const rows = targets.length;
  const size = Math.ceil(rows * TEST_SHARE);
  const testPositives = Math.round((size * positives) / rows);
  const positiveRows = new Uint32Array(positives);
  const negativeRows = new Uint32Array(rows - positives);
  for (let row = 0, p = 0, n = 0; row < rows; row++) {
    if (targets[row] === 1) positiveRows[p++] = row;
    else negativeRows[n++] = row;
  }
  return {
    size,
    mark(isTest: Uint8Array): void {
      markSome(positiveRows, testPositives, isTest, random);
      markSome(negativeRows, size - testPositives, isTest, random);
    },
  };
}

/** The first steps of Fisher and Yates' shuffle: `rows` stay shuffled for the next draw. */
function markSome(rows: Uint32Array, count: number, isTest: Uint8Array, random: Random): void {
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (rows.length - i));
    const row = rows[j];
    rows[j] = rows[i];
    rows[i] = row;
    isTest[row] = 1;
  }
}

type SortedScores = Pick<SortedReference, 'scores' | 'targets'>;

/** Each row as often as it was tested. */
function testedRows({ scores, targets }: SortedReference, times: Uint8Array): SortedScores {
  const size = times.reduce((sum, count) => sum + count, 0);
  const tested = { scores: new Float64Array(size), targets: new Uint8Array(size) };
  for (let row = 0, i = 0; row < times.length; row++) {
    for (let time = 0; time < times[row]; time++, i++) {
      tested.scores[i] = scores[row];
      tested.targets[i] = targets[row];
    }
  }
  return tested;
}

function sortedByScore(scores: Float64Array, targets: Uint8Array): SortedScores {
  const order = ascendingOrder(scores);
  const sorted = { scores: new Float64Array(order.length), targets: new Uint8Array(order.length) };
  for (let i = 0; i < order.length; i++) {
    sorted.scores[i] = scores[order[i]];
    sorted.targets[i] = targets[order[i]];
  }
  return sorted;
}

/**
 * Expected calibration error over slices of equal numbers of rows by ascending score; the last takes what is left
 * over. Unlike in `equalCountBins` equal scores may fall into two slices (NannyML's dialect).
 */
export function slicedError({ scores, targets }: SortedScores): number {
  const rows = scores.length;
  const slices = rows <= 2 * SLICES ? Math.max(1, rows >> 1) : SLICES;
  const width = Math.max(1, Math.floor(rows / slices));
  const lastFrom = (Math.floor(rows / width) - 1) * width;
  let error = 0;
  for (let from = 0; from <= lastFrom; from += width) {
    const to = from === lastFrom ? rows : from + width;
    let difference = 0;
    for (let row = from; row < to; row++) difference += scores[row] - targets[row];
    error += Math.abs(difference) / rows;
  }
  return error;
}
