import type { Isotonic } from '../training/isotonic.ts';

/**
 * Rows by ascending score, in runs whose rows are of one level in any isotonic regression of these rows or of some of
 * them: equal scores, or positives followed by negatives.
 */
export interface ScoreRuns {
  readonly scores: Float64Array;
  /** Row at which each run begins, and at last the number of rows. */
  readonly starts: Uint32Array;
  /** Of each run. */
  readonly rows: Uint32Array;
  readonly positives: Uint32Array;
}

/** `scores` ascend; targets are 0/1. */
export function runsOf(scores: Float64Array, targets: Uint8Array): ScoreRuns {
  const starts = new Uint32Array(scores.length + 1);
  const positivesBefore = new Uint32Array(scores.length + 1);
  let runs = 0;
  let found = 0;
  let last = 0;
  // Whether the row before, and this row, are of one score with those before them.
  let wasTied = false;
  let isTied = false;
  for (let row = 0; row < scores.length; row++) {
    // Written over by the next row unless a run begins here.
    starts[runs] = row;
    positivesBefore[runs] = found;
    const target = targets[row];
    const isTieStart = row + 1 < scores.length && scores[row] === scores[row + 1];
    // Without a branch on targets, which would be guessed wrong too often.
    let begins = target & (1 - last);
    if (isTied) begins = 0;
    else if (row === 0 || wasTied || isTieStart) begins = 1;
    runs += begins;
    found += target;
    last = target;
    wasTied = isTied;
    isTied = isTieStart;
  }
  starts[runs] = scores.length;
  positivesBefore[runs] = found;
  return {
    scores,
    starts: starts.slice(0, runs + 1),
    rows: gaps(starts, runs),
    positives: gaps(positivesBefore, runs),
  };
}

function gaps(values: Uint32Array, count: number): Uint32Array {
  const gap = new Uint32Array(count);
  for (let i = 0; i < count; i++) gap[i] = values[i + 1] - values[i];
  return gap;
}

/**
 * Isotonic regression (see `fitIsotonic`) of 0/1 targets on ascending scores: one pass without sorting. Needs at least one
 * row.
 */
export function sortedIsotonic(scores: Float64Array, targets: Uint8Array): Isotonic {
  return isotonicOfRuns(runsOf(scores, targets));
}

/**
 * The same from runs, so that many fits on parts of the same rows stay cheap: `rows` and `positives` are then those that
 * take part, all but the rows that `isLeftOut` marks with 1.
 */
export function isotonicOfRuns(runs: ScoreRuns, isLeftOut?: Uint8Array): Isotonic {
  const { scores, starts } = runs;
  const blocks = poolRuns(runs);
  const points: number[] = [];
  const levels: number[] = [];
  for (let block = 0; block < blocks.count; block++) {
    const level = blocks.positives[block] / blocks.rows[block];
    const next = block + 1 < blocks.count ? blocks.firstRun[block + 1] : starts.length - 1;
    let first = starts[blocks.firstRun[block]];
    let last = starts[next] - 1;
    while (isLeftOut?.[first] === 1) first++;
    while (isLeftOut?.[last] === 1) last--;
    points.push(scores[first]);
    levels.push(level);
    if (scores[last] === scores[first]) continue;
    points.push(scores[last]);
    levels.push(level);
  }
  return { scores: Float64Array.from(points), probabilities: Float64Array.from(levels) };
}

/** Adjacent runs of one level, pooled until the levels ascend (Ayer et al. 1955); runs without rows are passed over. */
function poolRuns({ rows: runRows, positives: runPositives }: ScoreRuns) {
  const firstRun = new Uint32Array(runRows.length);
  const rows = new Float64Array(runRows.length);
  const positives = new Float64Array(runRows.length);
  let count = 0;
  for (let run = 0; run < runRows.length; run++) {
    if (runRows[run] === 0) continue;
    let first = run;
    let ofRows = runRows[run];
    let ofPositives = runPositives[run];
    // Cross-multiplied: the sums are whole numbers, so that equal levels are found to be equal.
    while (count > 0 && positives[count - 1] * ofRows >= ofPositives * rows[count - 1]) {
      count--;
      first = firstRun[count];
      ofRows += rows[count];
      ofPositives += positives[count];
    }
    firstRun[count] = first;
    rows[count] = ofRows;
    positives[count++] = ofPositives;
  }
  return { firstRun, rows, positives, count };
}

/** The map's value at each of the scores, which ascend: one walk along both. */
export function applyToSorted(
  { scores: points, probabilities }: Isotonic,
  scores: Float64Array,
): Float64Array {
  const values = new Float64Array(scores.length);
  let row = 0;
  for (let next = 0; next < points.length; next++) {
    // Constant before the first point.
    const before = Math.max(0, next - 1);
    const [from, level] = [points[before], probabilities[before]];
    const width = points[next] - from;
    const rise = probabilities[next] - level;
    for (; row < scores.length && scores[row] < points[next]; row++) {
      values[row] = rise === 0 ? level : level + ((scores[row] - from) / width) * rise;
    }
  }
  return values.fill(probabilities[points.length - 1], row);
}
