/**
 * `NOT_ENOUGH_DATA`: too few rows for a verdict; the figures stand.
 */
export type QualityVerdict = 'OK' | 'ALERT' | 'NOT_ENOUGH_DATA';

/** Fewer rows in a window get no verdict. */
export const ENOUGH_ROWS = 300;
/** Fewer offending rows never alert, whatever share they are. */
export const LEAST_OFFENDING_ROWS = 5;

/** How many rows offend, against what is normal. */
export interface ShareVerdict {
  readonly count: number;
  /** Of the rows looked at; null without any. */
  readonly share: number | null;
  /** The same share in the reference; null when that is not known. */
  readonly referenceShare: number | null;
  /** The share above which it alerts. */
  readonly limit: number;
  readonly verdict: QualityVerdict;
}

/** Kilter's rule for rows out of range: over the larger of 1 % and three times the reference's share. */
export const rangeLimit = (referenceShare: number | null) => Math.max(0.01, 3 * (referenceShare ?? 0));

const MISSING_FACTOR = 1.5;
/** One-sided 0.1 % point of the standard normal. */
const Z_999 = 3.0902323061678132;

/**
 * Kilter's rule for gaps, which are common in the reference too: an effect (over 1 % and half as much again as the
 * reference) and over what chance allows in `rows` rows (99.9 % point, normal approximation).
 */
export function missingLimit(referenceShare: number | null, rows: number): number {
  const share = referenceShare ?? 0;
  const chance = rows > 0 ? Z_999 * Math.sqrt((share * (1 - share)) / rows) : 0;
  return Math.max(0.01, MISSING_FACTOR * share, share + chance);
}

/** Alerts when the share is over `limit` and at least five rows offend, in at least 300 rows. */
export function judgeShare(
  count: number,
  rows: number,
  referenceShare: number | null,
  limit: number,
): ShareVerdict {
  const share = rows > 0 ? count / rows : null;
  const isOver = share !== null && share > limit && count >= LEAST_OFFENDING_ROWS;
  const verdict = rows < ENOUGH_ROWS ? 'NOT_ENOUGH_DATA' : isOver ? 'ALERT' : 'OK';
  return { count, share, referenceShare, limit, verdict };
}
