/** Rows by ascending score, with their 0/1 truths. */
export interface ScoredPart {
  readonly scores: Float64Array;
  readonly targets: Uint8Array;
}

const SLICES = 10;

/**
 * Expected calibration error of all parts together over slices of equal numbers of rows by ascending score; the last takes
 * what is left over. Unlike in `equalCountBins` equal scores may fall into two slices (NannyML's dialect): those of the
 * earlier part come first. Sorts nothing: it looks for the rows of each part that lie at the edges.
 */
export function slicedError(parts: readonly ScoredPart[]): number {
  const rows = parts.reduce((sum, { scores }) => sum + scores.length, 0);
  const slices = rows <= 2 * SLICES ? Math.max(1, rows >> 1) : SLICES;
  const width = Math.max(1, Math.floor(rows / slices));
  const lastFrom = (Math.floor(rows / width) - 1) * width;
  const excesses = parts.map(excessBefore);
  let error = 0;
  let before = 0;
  for (let from = 0; from <= lastFrom; from += width) {
    const places = leastRows(parts, from === lastFrom ? rows : from + width);
    const excess = excesses.reduce((sum, ofPart, part) => sum + ofPart[places[part]], 0);
    error += Math.abs(excess - before) / rows;
    before = excess;
  }
  return error;
}

/** Sums of score less truth over the rows before each, and over all. */
function excessBefore({ scores, targets }: ScoredPart): Float64Array {
  const sums = new Float64Array(scores.length + 1);
  for (let row = 0; row < scores.length; row++) sums[row + 1] = sums[row] + (scores[row] - targets[row]);
  return sums;
}

/** How many rows of each part are among the `count` least of all: by halving what is not decided yet. */
function leastRows(parts: readonly ScoredPart[], count: number): number[] {
  const low = parts.map(() => 0);
  const high = parts.map(({ scores }) => scores.length);
  for (;;) {
    const open = high.map((end, part) => end - low[part]);
    const widest = open.indexOf(Math.max(...open));
    if (open[widest] === 0) return low;
    const middle = low[widest] + (open[widest] >> 1);
    const pivot = parts[widest].scores[middle];
    // Rows up to the pivot, itself included.
    const places = parts.map(({ scores }, part) =>
      part === widest ? middle + 1 : placeOf(pivot, scores, low[part], high[part], part < widest),
    );
    const isWithin = places.reduce((sum, place) => sum + place, 0) <= count;
    places.forEach((place, part) => {
      if (isWithin) low[part] = place;
      else high[part] = part === widest ? middle : place;
    });
  }
}

/** Where in [low, high) scores begin that are greater than the pivot or, without `isAfterEqual`, as great. */
function placeOf(
  pivot: number,
  scores: Float64Array,
  low: number,
  high: number,
  isAfterEqual: boolean,
): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (scores[middle] < pivot || (isAfterEqual && scores[middle] === pivot)) from = middle + 1;
    else to = middle;
  }
  return from;
}
