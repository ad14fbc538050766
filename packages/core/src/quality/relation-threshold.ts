import type { AgreementCounter } from './row-agreement.ts';
import type { CodedColumn } from './row-codes.ts';

/** Related rows agree in this share of the varying columns at least. */
const LEAST_AGREEING = 0.75;
/** How many times more close pairs there must be than the others lead to expect. */
const LEAST_EXCESS = 10;
const LEAST_PAIRS = 10;
const LEAST_ANCHORS = 5;
/** By how many bits the agreement of a pair must beat the number of all pairs. */
const SPARE_BITS = 10;
/** A copied row has few partners, at most this many or this share of all rows: more is a way that rows are. */
const MOST_PARTNERS = 3;
const MOST_PARTNER_SHARE = 0.02;
/** With offsets, anchors lead to different rows: not many anchors to a few. */
const LEAST_DIFFERENT_SHARE = 0.5;

export interface RelationThreshold {
  /** Pairs that agree in at least so many columns are related. */
  readonly leastAgreeing: number;
  /** Share of the anchors that have a partner. */
  readonly anchorShare: number;
  /** Close pairs over those expected. */
  readonly excess: number;
}

/**
 * Whether some rows are related under the counter's offsets, and from how many agreeing columns on. In rows that are
 * not related, the number of pairs falls, and ever faster, towards full agreement. Related ones are a second hill
 * there: some k exists such that more pairs agree in more than k columns than the fall at k, carried on, would leave
 * (geometrically, which is more than a log-concave fall leaves). Besides, the agreement of a close pair must be too
 * unlikely for all pairs of the table (bits of surprise of its values, as if columns were independent), and a row must
 * have few partners: subgroups that are alike in many columns have many. Null where rows are not related.
 */
export function relationThreshold(
  columns: readonly CodedColumn[],
  counter: AgreementCounter,
  anchors: Int32Array,
  isExcluded: (anchor: number, row: number) => boolean,
): RelationThreshold | null {
  const lowest = Math.ceil(LEAST_AGREEING * columns.length);
  const histogram = agreementHistogram(columns, counter, anchors, lowest - 2, isExcluded);
  const hill = secondHill(histogram, lowest);
  if (hill === null) return null;
  const close = closePairs(columns, counter, anchors, hill.leastAgreeing, isExcluded);
  const rows = columns[0].codes.length;
  const related = close.partners.filter((count) => count > 0).sort();
  if (related.length < LEAST_ANCHORS) return null;
  if (close.bits < Math.log2(rows * rows) + SPARE_BITS) return null;
  if (close.different < LEAST_DIFFERENT_SHARE * related.length) return null;
  const most = counter.isShifted ? MOST_PARTNERS : Math.max(MOST_PARTNERS, MOST_PARTNER_SHARE * rows);
  if (related[related.length >> 1] > most) return null;
  return { ...hill, anchorShare: related.length / anchors.length };
}

/** `histogram[k]`: pairs that agree in exactly k columns; from `lowest` on without the excluded ones. */
function agreementHistogram(
  columns: readonly CodedColumn[],
  counter: AgreementCounter,
  anchors: Int32Array,
  lowest: number,
  isExcluded: (anchor: number, row: number) => boolean,
): Float64Array {
  const histogram = new Float64Array(columns.length + 1);
  for (const anchor of anchors) {
    const counts = counter.count(anchor);
    for (let row = 0; row < counts.length; row++) {
      const isCounted = counts[row] < lowest || (row !== anchor && !isExcluded(anchor, row));
      if (isCounted) histogram[counts[row]]++;
    }
  }
  return histogram;
}

function secondHill(
  histogram: Float64Array,
  lowest: number,
): Pick<RelationThreshold, 'leastAgreeing' | 'excess'> | null {
  let best: Pick<RelationThreshold, 'leastAgreeing' | 'excess'> | null = null;
  for (let k = Math.max(1, lowest - 1); k < histogram.length - 1; k++) {
    const above = histogram.subarray(k + 1).reduce((sum, pairs) => sum + pairs, 0);
    const expected = carriedOn(histogram[k - 1], histogram[k]);
    const excess = above / expected;
    if (above < LEAST_PAIRS || excess < LEAST_EXCESS) continue;
    if (best === null || excess > best.excess) best = { leastAgreeing: k + 1, excess };
  }
  return best;
}

/** What a fall from `before` to `here` leaves beyond, carried on geometrically; endless where it does not fall. */
function carriedOn(before: number, here: number): number {
  if (here === 0) return 0.5;
  return here < before ? (here * here) / (before - here) : Infinity;
}

/** Partners of each anchor, how many different ones, and the mean surprise of what pairs agree in, in bits. */
function closePairs(
  columns: readonly CodedColumn[],
  counter: AgreementCounter,
  anchors: Int32Array,
  least: number,
  isExcluded: (anchor: number, row: number) => boolean,
): { partners: Int32Array; different: number; bits: number } {
  const different = new Set<number>();
  let bits = 0;
  let pairs = 0;
  const partners = anchors.map((anchor) => {
    const counts = counter.count(anchor);
    let count = 0;
    for (let row = 0; row < counts.length; row++) {
      if (counts[row] < least || row === anchor || isExcluded(anchor, row)) continue;
      bits += surprise(columns, counter, anchor, row);
      different.add(row);
      count++;
    }
    pairs += count;
    return count;
  });
  return { partners, different: different.size, bits: pairs > 0 ? bits / pairs : 0 };
}

function surprise(
  columns: readonly CodedColumn[],
  counter: AgreementCounter,
  anchor: number,
  row: number,
): number {
  let bits = 0;
  columns.forEach(({ codes, postings }, c) => {
    if (codes[row] !== counter.wanted[c][anchor]) return;
    bits += Math.log2(codes.length / (postings.get(codes[row])?.length ?? 1));
  });
  return bits;
}
