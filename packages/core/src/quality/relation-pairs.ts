import type { Random } from '../training/random.ts';
import type { AgreementCounter } from './row-agreement.ts';
import type { CodedColumn } from './row-codes.ts';
import { drawFingerprint, fingerprints } from './row-fingerprints.ts';

/** Row `to` is row `from` with the offsets added, but for the columns that do not agree. */
export interface RelatedPair {
  readonly from: number;
  readonly to: number;
  /** Columns that agree. */
  readonly agreeing: number;
}

/**
 * Tables of the search. With 18 columns and fingerprints over 7 of them, a pair that agrees in 15 meets in one table
 * in five: 48 tables miss one such pair in 40,000.
 */
const TABLES = 48;
/** Rows of a bucket that are compared with one row. */
const MOST_COMPARED = 32;

/**
 * Pairs of rows that agree in at least `least` columns: locality-sensitive hashing over random sets of columns (Indyk
 * and Motwani 1998), every find checked. Time is linear in the rows, but for sorting the answer by `from` and `to`.
 * Without offsets each pair comes once, `from` before `to`.
 */
export function relatedPairs(
  columns: readonly CodedColumn[],
  counter: AgreementCounter,
  least: number,
  random: Random,
): RelatedPair[] {
  const codes = columns.map((column) => column.codes);
  const rows = codes[0].length;
  const found = new Map<number, RelatedPair>();
  for (let table = 0; table < TABLES; table++) {
    const fingerprint = drawFingerprint(columns, Math.log2(rows) + 2, random);
    const buckets = new Buckets(fingerprints(fingerprint, codes));
    const wanted = fingerprints(fingerprint, counter.wanted);
    for (let from = 0; from < rows; from++) {
      let compared = 0;
      for (let to = buckets.first(wanted[from]); to >= 0 && compared < MOST_COMPARED; to = buckets.next(to)) {
        if (counter.isShifted ? to === from : to <= from) continue;
        compared++;
        const key = from * rows + to;
        if (found.has(key)) continue;
        const agreeing = counter.agreement(from, to, least);
        if (agreeing >= least) found.set(key, { from, to, agreeing });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

const SPREAD = 0x9e3779b1;

/** Rows by fingerprint, as linked lists; a list may hold other fingerprints too. */
class Buckets {
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #shift: number;

  constructor(sums: Int32Array) {
    const bits = Math.min(24, Math.ceil(Math.log2(sums.length)) + 1);
    this.#shift = 32 - bits;
    this.#heads = new Int32Array(2 ** bits).fill(-1);
    this.#next = new Int32Array(sums.length);
    sums.forEach((sum, row) => {
      const slot = Math.imul(sum, SPREAD) >>> this.#shift;
      this.#next[row] = this.#heads[slot];
      this.#heads[slot] = row;
    });
  }

  first(sum: number): number {
    return this.#heads[Math.imul(sum, SPREAD) >>> this.#shift];
  }

  next(row: number): number {
    return this.#next[row];
  }
}
