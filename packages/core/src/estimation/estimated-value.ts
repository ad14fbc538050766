import { isBeyond, type ChunkLimits } from '../drift/chunk-limits.ts';

/** A figure as it is estimated without labels. */
export interface EstimatedValue {
  /** Null where it is not defined: a ROC AUC without expected positives, a loss that the reference does not define. */
  readonly value: number | null;
  /** Of sampling alone; null where the reference has no rows that count for it. */
  readonly standardError: number | null;
  /** The estimate -+ 3 standard errors: the band of sampling error, and of nothing else. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Mean +- 3 standard deviations of the true value on chunks of the reference. */
  readonly limits: ChunkLimits | null;
  /** Whether the estimate lies outside `limits`. */
  readonly isOutside: boolean;
}

/** How many standard errors the band reaches. */
const BAND = 3;

/** The band stays between 0 and `greatest`. */
export function estimatedValue(
  value: number | null,
  standardError: number | null,
  limits: ChunkLimits | null,
  greatest = 1,
): EstimatedValue {
  const hasBand = value !== null && standardError !== null;
  return {
    value,
    standardError,
    lower: hasBand ? Math.max(0, value - BAND * standardError) : null,
    upper: hasBand ? Math.min(greatest, value + BAND * standardError) : null,
    limits,
    isOutside: value !== null && limits !== null && isBeyond(value, limits),
  };
}
