import type { Random } from '../training/random.ts';
import { GAP, type CodedColumn } from './row-codes.ts';
import { drawFingerprint, fingerprints, type Fingerprint } from './row-fingerprints.ts';

/** Offsets that many pairs of rows have in common: one a column, in code units; not all 0. */
export type Offsets = readonly number[];

/** Sets of columns over which differences are compared, the set of all included. */
const COLUMN_SETS = 9;
const LEAST_PAIRS = 5;
/** Differences looked at more closely for each set of columns, the most frequent first. */
const MOST_FREQUENT = 100;
const MOST_EXAMPLES = 20;
/** Different rows on either side of the example pairs: one row that many others lead to is no copy. */
const LEAST_DIFFERENT = 3;
const MOST_CANDIDATES = 6;
/** Two sets of offsets are variants of one relation when they differ in at most this share of the columns. */
const VARIANT_SHARE = 0.25;

/**
 * The offsets that pairs (anchor, row) share far more often than values that are independent of each other would, the
 * most surprising first. Whether they mean a relation is for `relationThreshold` to say. Comparing two rows costs one
 * subtraction, as fingerprints are linear.
 */
export function offsetCandidates(
  columns: readonly CodedColumn[],
  anchors: Int32Array,
  random: Random,
): Offsets[] {
  if (columns.every(({ unit }) => unit === null)) return [];
  const codes = columns.map((column) => column.codes);
  const found: { offsets: Offsets; lift: number }[] = [];
  for (let set = 0; set < COLUMN_SETS; set++) {
    const bits = set === 0 ? Infinity : Math.log2(codes[0].length * anchors.length);
    const fingerprint = drawFingerprint(columns, bits, random);
    for (const { pairs, examples } of frequentDifferences(fingerprints(fingerprint, codes), anchors)) {
      const offsets = commonOffsets(columns, examples);
      if (offsets === null) continue;
      found.push({ offsets, lift: Math.log(pairs) - logChance(columns, fingerprint, offsets) });
    }
  }
  return withoutVariants(found.sort((a, b) => b.lift - a.lift).map(({ offsets }) => offsets));
}

function withoutVariants(candidates: readonly Offsets[]): Offsets[] {
  const kept: Offsets[] = [];
  for (const offsets of candidates) {
    const isVariant = kept.some((other) => isVariantOf(offsets, other, 1) || isVariantOf(offsets, other, -1));
    if (!isVariant) kept.push(offsets);
    if (kept.length === MOST_CANDIDATES) break;
  }
  return kept;
}

function isVariantOf(offsets: Offsets, other: Offsets, sign: 1 | -1): boolean {
  const different = offsets.reduce((count, offset, c) => count + Number(offset !== sign * other[c]), 0);
  return different <= VARIANT_SHARE * offsets.length;
}

type Pair = readonly [from: number, to: number];

/** The most frequent differences of fingerprints between anchors and rows, regardless of sign, but for 0. */
function frequentDifferences(
  sums: Int32Array,
  anchors: Int32Array,
): { pairs: number; examples: readonly Pair[] }[] {
  const mayBeFrequent = countRoughly(sums, anchors);
  const counts = new Map<number, number>();
  const examples = new Map<number, Pair[]>();
  forEachDifference(sums, anchors, (difference, anchor, row) => {
    if (!mayBeFrequent(difference)) return;
    const count = counts.get(difference) ?? 0;
    counts.set(difference, count + 1);
    if (count >= MOST_EXAMPLES) return;
    const isForward = ((sums[row] - sums[anchor]) | 0) === difference;
    const pair: Pair = isForward ? [anchor, row] : [row, anchor];
    if (count === 0) examples.set(difference, [pair]);
    else examples.get(difference)?.push(pair);
  });
  return [...counts]
    .filter(([, pairs]) => pairs >= LEAST_PAIRS)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_FREQUENT)
    .map(([difference, pairs]) => ({ pairs, examples: examples.get(difference) ?? [] }))
    .filter((frequent) => isManyToMany(frequent.examples));
}

const MOST_ROUGH_BITS = 26;
/** Pairs that are counted exactly, and kept for it. */
const MOST_EXACT = 200_000;
const SPREAD = 0x9e3779b1;

/**
 * Counts in a table that several differences may share (so what it calls rare is rare), and lets through the most
 * frequent ones: so many that their pairs can be counted exactly.
 */
function countRoughly(sums: Int32Array, anchors: Int32Array): (difference: number) => boolean {
  const pairs = sums.length * anchors.length;
  const bits = Math.min(MOST_ROUGH_BITS, Math.ceil(Math.log2(pairs)) + 2);
  const counts = new Uint8Array(2 ** bits);
  const slotOf = (difference: number) => Math.imul(difference, SPREAD) >>> (32 - bits);
  forEachDifference(sums, anchors, (difference) => {
    const slot = slotOf(difference);
    if (counts[slot] < 255) counts[slot]++;
  });
  const least = leastCount(counts);
  return (difference) => counts[slotOf(difference)] >= least;
}

/** The least count from which on all slots together hold at most `MOST_EXACT` pairs. */
function leastCount(counts: Uint8Array): number {
  const slots = new Float64Array(256);
  for (let slot = 0; slot < counts.length; slot++) slots[counts[slot]]++;
  let pairs = 0;
  let least = 256;
  while (least > LEAST_PAIRS && pairs + (least - 1) * slots[least - 1] <= MOST_EXACT) {
    least--;
    pairs += least * slots[least];
  }
  return Math.min(255, least);
}

function forEachDifference(
  sums: Int32Array,
  anchors: Int32Array,
  visit: (difference: number, anchor: number, row: number) => void,
): void {
  for (const anchor of anchors) {
    const from = sums[anchor];
    for (let row = 0; row < sums.length; row++) {
      const difference = (sums[row] - from) | 0;
      if (difference !== 0) visit(difference < 0 ? -difference | 0 : difference, anchor, row);
    }
  }
}

function isManyToMany(pairs: readonly Pair[]): boolean {
  return [0, 1].every((side) => new Set(pairs.map((pair) => pair[side])).size >= LEAST_DIFFERENT);
}

/** The most common offset of each column among the pairs; null where a column without units would have one. */
function commonOffsets(columns: readonly CodedColumn[], pairs: readonly Pair[]): Offsets | null {
  const offsets = columns.map(({ codes }) => {
    const counts = new Map<number, number>();
    for (const [from, to] of pairs) {
      if (codes[from] === GAP || codes[to] === GAP) continue;
      const offset = codes[to] - codes[from];
      counts.set(offset, (counts.get(offset) ?? 0) + 1);
    }
    return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0] as const)[0];
  });
  const isShift = offsets.some((offset) => offset !== 0);
  const isPossible = columns.every(({ unit }, c) => unit !== null || offsets[c] === 0);
  return isShift && isPossible ? offsets : null;
}

/** Logarithm of the chance that two independent rows differ by the offsets in the fingerprint's columns. */
function logChance(columns: readonly CodedColumn[], fingerprint: Fingerprint, offsets: Offsets): number {
  let sum = 0;
  for (const c of fingerprint.columns) {
    const { codes, postings } = columns[c];
    let pairs = 1;
    for (const [code, rows] of postings) {
      if (code !== GAP) pairs += rows.length * (postings.get(code + offsets[c])?.length ?? 0);
    }
    sum += Math.log(pairs) - 2 * Math.log(codes.length);
  }
  return sum;
}
