import type { Isotonic } from '../training/isotonic.ts';

/**
 * Isotonic regression (see `fitIsotonic`) of 0/1 targets on ascending scores: one pass without sorting, so that many fits
 * on parts of the same rows stay cheap. Needs at least one row.
 */
export function sortedIsotonic(scores: Float64Array, targets: Uint8Array): Isotonic {
  const blocks = new Blocks();
  // Positives followed by negatives always share a level: rows [from, row) are such a run, not pushed yet.
  let from = 0;
  let positives = 0;
  for (let row = 0; row < scores.length;) {
    let next = row + 1;
    while (next < scores.length && scores[next] === scores[row]) next++;
    const isTied = next - row > 1;
    if (row > from && (isTied || (targets[row] === 1 && targets[row - 1] === 0))) {
      blocks.push(scores[from], scores[row - 1], row - from, positives);
      from = row;
      positives = 0;
    }
    for (; row < next; row++) positives += targets[row];
    if (!isTied) continue;
    blocks.push(scores[from], scores[from], next - from, positives);
    from = next;
    positives = 0;
  }
  if (from < scores.length) {
    blocks.push(scores[from], scores[scores.length - 1], scores.length - from, positives);
  }
  return blocks.build();
}

/** Adjacent rows of one level, pooled until the levels ascend (Ayer et al. 1955). */
class Blocks {
  /** Entries from `#count` on are left over from blocks that were pooled. */
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #rows: number[] = [];
  readonly #positives: number[] = [];
  #count = 0;

  push(first: number, last: number, count: number, hits: number): void {
    let from = first;
    let rows = count;
    let positives = hits;
    let below = this.#count - 1;
    // Cross-multiplied: the sums are whole numbers, so that equal levels are found to be equal.
    for (; below >= 0 && this.#positives[below] * rows >= positives * this.#rows[below]; below--) {
      from = this.#from[below];
      rows += this.#rows[below];
      positives += this.#positives[below];
    }
    const at = below + 1;
    this.#from[at] = from;
    this.#to[at] = last;
    this.#rows[at] = rows;
    this.#positives[at] = positives;
    this.#count = at + 1;
  }

  build(): Isotonic {
    const scores: number[] = [];
    const probabilities: number[] = [];
    for (let block = 0; block < this.#count; block++) {
      const level = this.#positives[block] / this.#rows[block];
      scores.push(this.#from[block]);
      probabilities.push(level);
      if (this.#to[block] === this.#from[block]) continue;
      scores.push(this.#to[block]);
      probabilities.push(level);
    }
    return { scores: Float64Array.from(scores), probabilities: Float64Array.from(probabilities) };
  }
}

/** Writes the map's value at `scores[row]`, which ascend, for each row: one walk along both. */
export function applyToSorted(
  { scores: points, probabilities }: Isotonic,
  scores: Float64Array,
): Float64Array {
  const values = new Float64Array(scores.length);
  const last = points.length - 1;
  let next = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row];
    while (next <= last && points[next] < score) next++;
    if (next > last) values[row] = probabilities[last];
    else if (next === 0 || points[next] === score) values[row] = probabilities[next];
    else {
      const share = (score - points[next - 1]) / (points[next] - points[next - 1]);
      values[row] = probabilities[next - 1] + share * (probabilities[next] - probabilities[next - 1]);
    }
  }
  return values;
}
