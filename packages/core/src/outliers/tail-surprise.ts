import type { Reference } from '../features/reference.ts';

type FeatureReference = Reference['features'][string];
type NumericReference = Extract<FeatureReference, { kind: 'NUMERIC' }>;

/** No single value surprises more than this, in nats. */
export const MOST_SURPRISE = 100;

/** How surprising a value of one feature is, in nats, 0 to `MOST_SURPRISE`; NaN: that it is missing. */
export type Surprise = (value: number) => number;

/**
 * Compiles the surprise of a feature's values from the reference's counts. A number: -ln of twice the smaller of the
 * shares at most and at least as large (the tails of ECOD: Li et al., IEEE TKDE 2022, here two-sided), which ends
 * at the logarithm of the reference's rows; beyond its ends each standard deviation adds 1, so that a slip of the
 * decimal point surprises more than a value just out of range. A category: -ln of its share. A gap: -ln of the share of
 * gaps. Shares are (count + 1/2) / (rows + 1).
 */
export function compileSurprise(reference: FeatureReference): Surprise {
  const known = sum(knownCounts(reference));
  const whenMissing = surpriseOfShare(smoothedShare(reference.missing, known + reference.missing));
  const ofKnown =
    reference.kind === 'CATEGORICAL' ? categorySurprise(reference.counts, known) : tailSurprise(reference);
  return (value) => (Number.isNaN(value) ? whenMissing : ofKnown(value));
}

export function knownCounts(reference: FeatureReference): readonly number[] {
  return reference.kind === 'CATEGORICAL' ? reference.counts : reference.distribution.counts;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
export const smoothedShare = (count: number, rows: number) => (count + 0.5) / (rows + 1);
const surpriseOfShare = (share: number) => Math.max(0, -Math.log(share));

function categorySurprise(counts: readonly number[], known: number): Surprise {
  const byCode = Float64Array.from(counts, (count) => surpriseOfShare(smoothedShare(count, known)));
  const unknown = surpriseOfShare(smoothedShare(0, known));
  return (code) => byCode[code] ?? unknown;
}

/** A distribution as ascending points: `atMost[i]` values lie at `points[i]` or below. */
interface Steps {
  readonly points: Float64Array;
  readonly atMost: Float64Array;
}

function tailSurprise(reference: NumericReference): Surprise {
  const { points, atMost } = stepsOf(reference.distribution);
  const last = points.length - 1;
  if (last < 0) return () => 0;
  const known = atMost[last];
  const surpriseOf = (below: number, atMostHere: number) => {
    const smaller = Math.min(smoothedShare(atMostHere, known), smoothedShare(known - below, known));
    return surpriseOfShare(Math.min(1, 2 * smaller));
  };
  const at = points.map((_, i) => surpriseOf(i === 0 ? 0 : atMost[i - 1], atMost[i]));
  /** `between[i]`: after point i - 1, before point i. */
  const between = points.map((_, i) => surpriseOf(i === 0 ? 0 : atMost[i - 1], i === 0 ? 0 : atMost[i - 1]));
  const outside = surpriseOf(0, 0);
  const unit = spread(reference, points);
  const beyond = (distance: number) => Math.min(MOST_SURPRISE, outside + distance / unit);
  return (value) => {
    if (value < points[0]) return beyond(points[0] - value);
    if (value > points[last]) return beyond(value - points[last]);
    const i = firstAtLeast(points, value);
    return points[i] === value ? at[i] : between[i];
  };
}

/** Bins count as values at their upper end. */
function stepsOf(distribution: NumericReference['distribution']): Steps {
  const { counts } = distribution;
  const points =
    'values' in distribution
      ? Float64Array.from(distribution.values)
      : Float64Array.from(
          counts,
          (_, i) => distribution.from + ((i + 1) / counts.length) * (distribution.to - distribution.from),
        );
  let total = 0;
  return { points, atMost: Float64Array.from(counts, (count) => (total += count)) };
}

/** The standard deviation; for a constant feature a small part of its value, so that any other is far away. */
function spread({ standardDeviation }: NumericReference, points: Float64Array): number {
  const least = 1e-6 * Math.max(1, Math.abs(points[0]), Math.abs(points[points.length - 1]));
  return Number.isFinite(standardDeviation) ? Math.max(standardDeviation ?? 0, least) : least;
}

/** Index of the first point that is at least `value`, which is at most the last. */
function firstAtLeast(points: Float64Array, value: number): number {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
