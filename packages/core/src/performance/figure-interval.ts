import { normalReach } from '../statistics/normal-quantile.ts';
import type { Bounds } from '../statistics/wilson-interval.ts';

/** How an interval was made. */
export type IntervalMethod = 'WILSON' | 'DELONG' | 'LINEARISED' | 'BOOTSTRAP';

export interface FigureInterval extends Bounds {
  readonly standardError: number;
  readonly method: IntervalMethod;
}

/** One figure with its interval; null where either is not defined. */
export interface ReportedFigure {
  readonly value: number | null;
  readonly interval: FigureInterval | null;
}

/** A figure with value +- standard errors; without an interval where the variance is unknown, 0 or infinite. */
export function linearisedFigure(
  value: number | null,
  variance: number | null,
  coverage: number,
  range: Bounds,
): ReportedFigure {
  const standardError = Math.sqrt(variance ?? 0);
  if (value === null || !(standardError > 0 && standardError < Infinity)) return { value, interval: null };
  return { value, interval: normalInterval(value, standardError, coverage, range, 'LINEARISED') };
}

/** value +- standard errors, cut off at the ends of what the figure can be. */
export function normalInterval(
  value: number,
  standardError: number,
  coverage: number,
  range: Bounds,
  method: IntervalMethod,
): FigureInterval {
  const reach = normalReach(coverage) * standardError;
  const lower = Math.max(range.lower, value - reach);
  const upper = Math.min(range.upper, value + reach);
  return { lower, upper, standardError, method };
}

export const SHARE: Bounds = { lower: 0, upper: 1 };
export const CORRELATION: Bounds = { lower: -1, upper: 1 };
export const LOSS: Bounds = { lower: 0, upper: Infinity };
export const ANY: Bounds = { lower: -Infinity, upper: Infinity };
