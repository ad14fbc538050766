import type { Random } from '../training/random.ts';
import { rankingOfSorted } from './realised-ranking.ts';
import { applyToSorted, isotonicOfRuns, runsOf, type ScoreRuns } from './sorted-isotonic.ts';
import { slicedError, type ScoredPart } from './sliced-error.ts';
import type { SortedReference } from './sorted-reference.ts';

/** Where scores rank as well as this, calibrating can only do harm. */
const PERFECT_AUC = 0.999;
const SPLITS = 10;
const TEST_SHARE = 0.1;

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
  return slicedError([tests.before]) > slicedError(tests.after);
}

interface Tests {
  /** The rows tested as the model scored them, in order; one tested in several splits as often. */
  readonly before: ScoredPart;
  /** Of each split, as its training part calibrates them. */
  readonly after: readonly ScoredPart[];
}

function collectTests({ scores, targets, positives }: SortedReference, random: Random): Tests {
  const draw = stratifiedDraw(targets, positives, random);
  const runs = runsOf(scores, targets);
  const runOf = runOfRows(runs);
  const isTest = new Uint8Array(scores.length);
  const times = new Uint8Array(scores.length);
  const after = Array.from({ length: SPLITS }, () => {
    isTest.fill(0);
    draw.mark(isTest);
    const training = { ...runs, rows: runs.rows.slice(), positives: runs.positives.slice() };
    const test = emptyPart(draw.size);
    const tested = markedRows(isTest, draw.size);
    for (let i = 0; i < tested.length; i++) {
      const row = tested[i];
      times[row]++;
      training.rows[runOf[row]]--;
      training.positives[runOf[row]] -= targets[row];
      test.scores[i] = scores[row];
      test.targets[i] = targets[row];
    }
    return { ...test, scores: applyToSorted(isotonicOfRuns(training, isTest), test.scores) };
  });
  return { before: repeatedRows(scores, targets, times, SPLITS * draw.size), after };
}

const emptyPart = (rows: number): ScoredPart => ({
  scores: new Float64Array(rows),
  targets: new Uint8Array(rows),
});

/** Each row as often as `times` says, in all `size`. */
function repeatedRows(
  scores: Float64Array,
  targets: Uint8Array,
  times: Uint8Array,
  size: number,
): ScoredPart {
  const repeated = emptyPart(size);
  for (let row = 0, i = 0; row < times.length; row++) {
    for (let time = 0; time < times[row]; time++, i++) {
      repeated.scores[i] = scores[row];
      repeated.targets[i] = targets[row];
    }
  }
  return repeated;
}

/** Ascending. */
function markedRows(marks: Uint8Array, count: number): Uint32Array {
  const rows = new Uint32Array(count + 1);
  // A row that is not marked is written over by the next: a branch would be guessed wrong too often.
  for (let row = 0, found = 0; row < marks.length; row++) {
    rows[found] = row;
    found += marks[row];
  }
  return rows.subarray(0, count);
}

function runOfRows({ starts }: ScoreRuns): Uint32Array {
  const runOf = new Uint32Array(starts[starts.length - 1]);
  for (let run = 0; run < starts.length - 1; run++) runOf.fill(run, starts[run], starts[run + 1]);
  return runOf;
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
