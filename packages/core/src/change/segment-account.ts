import { failure, type Failure } from '../errors/error-code.ts';
import { holmAdjusted } from '../statistics/holm.ts';
import { meanOf, type Sums } from '../statistics/two-means.ts';
import { isClear, LEAST_ROWS, meanChange, pValueOf, type JudgedPart, type Part } from './mean-change.ts';
import { mergeSums, type SegmentSums } from './segment-sums.ts';

/** Rows from which a segment's own mean is believed. */
export const LEAST_SEGMENT_ROWS = 100;
/** The name of segments that are too small to be shown alone. */
export const OTHER_SEGMENTS = 'other';

const NO_ROWS: Sums = { count: 0, sum: 0, squares: 0 };

/** A segment in one window. */
export interface SegmentSide {
  readonly rows: number;
  /** Of the window's rows, 0..1. */
  readonly share: number;
  /** Mean of the metric; null without rows. */
  readonly mean: number | null;
}

export interface SegmentPart extends JudgedPart {
  readonly segment: string;
  /** The small segments that are in it together; empty for a segment of its own. */
  readonly pooled: readonly string[];
  readonly before: SegmentSide;
  readonly after: SegmentSide;
  /**
   * `contribution` = `mix` + `rate`: what its change of share does, and what the change of its own mean does. Null where
   * one window has rows, but under 100: its mean there is too uncertain to tell the two apart.
   */
  readonly mix: number | null;
  readonly rate: number | null;
}

export interface SegmentAccount {
  readonly before: number;
  readonly after: number;
  readonly whole: JudgedPart;
  /** The largest contribution first; they sum to the whole change. */
  readonly parts: readonly SegmentPart[];
  /** All mixes, and all rates; parts that are not told apart count as mix. */
  readonly mix: number;
  readonly rate: number;
  /**
   * Half the sum of |contribution - share x whole|: 0 when every segment changed as the whole did. By it, several ways
   * to segment can be ranked.
   */
  readonly unevenness: number;
}

export type SegmentAccountResult = { ok: true; account: SegmentAccount } | { ok: false; failure: Failure };

/**
 * How much each segment contributed to the change of a mean: with shares p and means m of a segment before and after,
 * and M the mean of the whole's two means, p'(m' - M) - p(m - M), which splits into the mix (p' - p)((m + m')/2 - M) and
 * the rate (m' - m)(p + p')/2 (Kitagawa 1955, "Components of a difference between two rates"; Oaxaca and Blinder 1973
 * call them explained and unexplained). Exact: the parts sum to the change. A segment that only one window has is all
 * mix. Segments under 100 rows in both windows are pooled.
 */
export function accountBySegment(before: SegmentSums, after: SegmentSums): SegmentAccountResult {
  const [all, allAfter] = [mergeSums(before.values()), mergeSums(after.values())];
  if (all.count < LEAST_ROWS || allAfter.count < LEAST_ROWS) {
    const message = `${all.count} and ${allAfter.count} rows with a known metric; ${LEAST_ROWS} are needed in each window`;
    return { ok: false, failure: failure('INSUFFICIENT_DATA', message) };
  }
  const middle = (meanOf(all) + meanOf(allAfter)) / 2;
  const segments = poolSmall(before, after);
  const sides = segments.map((segment) => compare(segment, all.count, allAfter.count, middle));
  const adjusted = holmAdjusted(sides.map(pValueOf));
  const parts = sides.map((part, i) => ({
    ...part,
    pValue: adjusted[i],
    matters: isClear(part, adjusted[i]),
  }));
  const change = meanChange(all, allAfter);
  const p = pValueOf(change);
  const rate = sumOver(parts, (part) => part.rate ?? 0);
  return {
    ok: true,
    account: {
      before: meanOf(all),
      after: meanOf(allAfter),
      whole: { ...change, pValue: p, matters: isClear(change, p) },
      parts: parts.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
      mix: change.contribution - rate,
      rate,
      unevenness: unevennessOf(parts, change),
    },
  };
}

interface Segment {
  readonly name: string;
  readonly pooled: readonly string[];
  readonly before: Sums;
  readonly after: Sums;
}

function poolSmall(before: SegmentSums, after: SegmentSums): Segment[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const segments = names.map((name) => ({
    name,
    pooled: [],
    before: before.get(name) ?? NO_ROWS,
    after: after.get(name) ?? NO_ROWS,
  }));
  const isLarge = (segment: Segment) =>
    Math.max(segment.before.count, segment.after.count) >= LEAST_SEGMENT_ROWS;
  const small = segments.filter((segment) => !isLarge(segment));
  if (small.length === 0) return segments;
  const other: Segment = {
    name: OTHER_SEGMENTS,
    pooled: small.map(({ name }) => name).sort(),
    before: mergeSums(small.map((segment) => segment.before)),
    after: mergeSums(small.map((segment) => segment.after)),
  };
  return [...segments.filter(isLarge), other];
}

function compare(
  { name, pooled, before, after }: Segment,
  rowsBefore: number,
  rowsAfter: number,
  middle: number,
): Omit<SegmentPart, 'pValue' | 'matters'> {
  const sides = { before: sideOf(before, rowsBefore), after: sideOf(after, rowsAfter) };
  const part = meanChange(around(before, rowsBefore, middle), around(after, rowsAfter, middle));
  return { segment: name, pooled, ...sides, ...part, ...split(sides.before, sides.after, part.contribution) };
}

function sideOf(sums: Sums, rows: number): SegmentSide {
  return { rows: sums.count, share: sums.count / rows, mean: sums.count === 0 ? null : meanOf(sums) };
}

/** Sums over all rows of the window of (value - middle) in the segment and 0 outside: their mean is the segment's part. */
function around({ count, sum, squares }: Sums, rows: number, middle: number): Sums {
  return {
    count: rows,
    sum: sum - middle * count,
    squares: squares - 2 * middle * sum + middle * middle * count,
  };
}

function split(
  before: SegmentSide,
  after: SegmentSide,
  contribution: number,
): Pick<SegmentPart, 'mix' | 'rate'> {
  if (before.mean === null || after.mean === null) return { mix: contribution, rate: 0 };
  if (Math.min(before.rows, after.rows) < LEAST_SEGMENT_ROWS) return { mix: null, rate: null };
  const rate = ((after.mean - before.mean) * (before.share + after.share)) / 2;
  return { mix: contribution - rate, rate };
}

function unevennessOf(parts: readonly Omit<SegmentPart, 'pValue' | 'matters'>[], whole: Part): number {
  const even = ({ before, after }: Pick<SegmentPart, 'before' | 'after'>) =>
    (whole.contribution * (before.share + after.share)) / 2;
  return sumOver(parts, (part) => Math.abs(part.contribution - even(part))) / 2;
}

function sumOver<T>(parts: readonly T[], read: (part: T) => number): number {
  return parts.reduce((sum, part) => sum + read(part), 0);
}
