import type { Bounds } from '../statistics/wilson-interval.ts';

/** A share with the bounds of its interval. */
export interface BoundedShare extends Bounds {
  readonly value: number;
}

/** `first` against `second`. */
export interface ShareGap {
  /** first - second, -1..1. */
  readonly difference: number;
  readonly differenceBounds: Bounds;
  /** first / second; null where second is 0. */
  readonly ratio: number | null;
  /** The upper bound is null where it is endless. */
  readonly ratioBounds: { readonly lower: number; readonly upper: number | null };
}

/**
 * Difference and ratio of two independent shares, with intervals recovered from those of the shares, at their coverage:
 * Newcombe's hybrid score interval for the difference (Statistics in Medicine 17, 1998, method 10), MOVER-R for the
 * ratio (Donner and Zou, Statistical Methods in Medical Research 21, 2012). With intervals that know of clusters so do
 * these.
 */
export function shareGap(first: BoundedShare, second: BoundedShare): ShareGap {
  const difference = first.value - second.value;
  const below = Math.hypot(first.value - first.lower, second.upper - second.value);
  const above = Math.hypot(first.upper - first.value, second.value - second.lower);
  return {
    difference,
    differenceBounds: { lower: Math.max(-1, difference - below), upper: Math.min(1, difference + above) },
    ratio: second.value > 0 ? first.value / second.value : null,
    ratioBounds: {
      lower: lowerRatio(first, second),
      upper: upperRatio(first, second),
    },
  };
}

/** x (2a - x) / (ab + sqrt((ab)^2 - x (2a - x) y (2b - y))): the smaller root, written so that no denominator vanishes. */
function lowerRatio(first: BoundedShare, second: BoundedShare): number {
  const product = first.value * second.value;
  const own = reach(first.value, first.lower);
  const root = rootOf(product, own * reach(second.value, second.upper));
  return product + root > 0 ? own / (product + root) : 0;
}

/** (ab + sqrt((ab)^2 - x (2a - x) y (2b - y))) / (y (2b - y)); null where it is endless. */
function upperRatio(first: BoundedShare, second: BoundedShare): number | null {
  const product = first.value * second.value;
  const others = reach(second.value, second.lower);
  const root = rootOf(product, reach(first.value, first.upper) * others);
  return others > 0 ? (product + root) / others : null;
}

const reach = (value: number, bound: number) => bound * (2 * value - bound);
const rootOf = (product: number, reaches: number) => Math.sqrt(Math.max(0, product * product - reaches));
