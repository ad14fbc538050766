import { nextSeed, shuffle, type Random } from '../training/random.ts';
import type { CodedColumn } from './row-codes.ts';

/**
 * A linear fingerprint over some columns: the sum of weight x code, modulo 2^32. Rows that agree in these columns have
 * the same one, and rows that differ by the same offsets have fingerprints that differ by the same number (but for one
 * pair in 2^32: odd random weights).
 */
export interface Fingerprint {
  /** Indices into the columns given. */
  readonly columns: Int32Array;
  readonly weights: Int32Array;
}

/** A fingerprint over random columns whose values, if independent, tell apart about 2^`bits` rows. */
export function drawFingerprint(columns: readonly CodedColumn[], bits: number, random: Random): Fingerprint {
  const order = Int32Array.from(columns.keys());
  shuffle(order, random);
  let told = 0;
  const enough = order.findIndex((c) => (told += collisionBits(columns[c])) >= bits);
  const chosen = enough < 0 ? order : order.subarray(0, enough + 1);
  return { columns: chosen, weights: chosen.map(() => nextSeed(random) | 1) };
}

/** How unlikely it is that two rows agree in a column, in bits (Renyi's entropy of order 2). */
function collisionBits({ codes, postings }: CodedColumn): number {
  let share = 0;
  for (const rows of postings.values()) share += (rows.length / codes.length) ** 2;
  return -Math.log2(share);
}

/** One number a row. `codes`: one array a column, which may be shifted ones. */
export function fingerprints({ columns, weights }: Fingerprint, codes: readonly Float64Array[]): Int32Array {
  const sums = new Int32Array(codes[0].length);
  columns.forEach((column, i) => {
    const values = codes[column];
    const weight = weights[i];
    for (let row = 0; row < sums.length; row++) sums[row] += Math.imul(weight, values[row]);
  });
  return sums;
}
