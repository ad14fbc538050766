import type { Feature } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { weightedQuantile } from '../statistics/weighted-quantile.ts';

type FeatureReference = Reference['features'][string];
type NumericReference = Extract<FeatureReference, { kind: 'NUMERIC' }>;

/** The segments that a feature's values fall into. The last one holds what is missing or unseen. */
export interface SegmentCoding {
  readonly feature: string;
  /** In words: "Mobile Phone", "5", "over 4 to 9", "missing". */
  readonly labels: readonly string[];
  /** Index of a value's segment; values as the codec encodes them. */
  readonly codeOf: (value: number) => number;
  /** The values of a segment by its index; null: NaN, what is missing or unseen. */
  readonly boundsOf: (code: number) => SegmentBounds | null;
}

/** Between what the values of a segment lie, and whether the ends are part of it. */
export interface SegmentBounds {
  readonly from: number;
  readonly to: number;
  readonly hasFrom: boolean;
  readonly hasTo: boolean;
}

/** Numbers with at most so many different values in the reference are segments by value. */
const MOST_VALUES = 10;
export const MISSING_LABEL = 'missing';

/**
 * Categories are segments; numbers are by value where the reference has at most ten, else in `bins` about equally
 * frequent intervals of the reference, so that segments do not move with the window.
 */
export function segmentCoding(
  feature: Feature,
  reference: FeatureReference | undefined,
  bins = 5,
): SegmentCoding {
  if (feature.kind === 'CATEGORICAL') return categoryCoding(feature.name, feature.categories);
  const points = reference?.kind === 'NUMERIC' ? pointsOf(reference) : { values: [], counts: [] };
  const known = points.values.filter((_, i) => points.counts[i] > 0);
  return known.length <= MOST_VALUES
    ? valueCoding(feature.name, known)
    : intervalCoding(feature.name, quantileCuts(points, bins));
}

function categoryCoding(feature: string, categories: readonly string[]): SegmentCoding {
  const missing = categories.length;
  return {
    feature,
    labels: [...categories, MISSING_LABEL],
    codeOf: (value) => (Number.isInteger(value) && value >= 0 && value < missing ? value : missing),
    boundsOf: (code) => (code === missing ? null : { from: code, to: code, hasFrom: true, hasTo: true }),
  };
}

/** A value that the reference has not belongs to the nearest below it; one below all to the first. */
function valueCoding(feature: string, values: readonly number[]): SegmentCoding {
  if (values.length === 0) return intervalCoding(feature, []);
  return {
    feature,
    labels: [...values.map(String), MISSING_LABEL],
    codeOf: (value) =>
      Number.isNaN(value)
        ? values.length
        : Math.max(
            0,
            values.findLastIndex((known) => known <= value),
          ),
    boundsOf: (code) => {
      if (code === values.length) return null;
      const isLast = code === values.length - 1;
      return {
        from: code === 0 ? -Infinity : values[code],
        to: isLast ? Infinity : values[code + 1],
        hasFrom: true,
        hasTo: isLast,
      };
    },
  };
}

function intervalCoding(feature: string, cuts: readonly number[]): SegmentCoding {
  const intervals = cuts.map((cut, i) =>
    i === 0 ? `up to ${show(cut)}` : `over ${show(cuts[i - 1])} to ${show(cut)}`,
  );
  const last = cuts.length === 0 ? 'known' : `over ${show(cuts[cuts.length - 1])}`;
  return {
    feature,
    labels: [...intervals, last, MISSING_LABEL],
    codeOf: (value) => {
      if (Number.isNaN(value)) return cuts.length + 1;
      const above = cuts.findIndex((cut) => value <= cut);
      return above < 0 ? cuts.length : above;
    },
    boundsOf: (code) =>
      code > cuts.length
        ? null
        : { from: cuts[code - 1] ?? -Infinity, to: cuts[code] ?? Infinity, hasFrom: code === 0, hasTo: true },
  };
}

/** Six digits are enough to tell intervals apart. */
const show = (cut: number) => String(Number(cut.toPrecision(6)));

interface Points {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/** Bins count as their upper ends. */
function pointsOf({ distribution }: NumericReference): Points {
  if ('values' in distribution) return distribution;
  const { from, to, counts } = distribution;
  return { values: counts.map((_, i) => from + ((i + 1) / counts.length) * (to - from)), counts };
}

function quantileCuts({ values, counts }: Points, bins: number): number[] {
  const cuts: number[] = [];
  const greatest = values.findLast((_, i) => counts[i] > 0);
  for (let i = 1; i < bins; i++) {
    const cut = weightedQuantile(values, counts, i / bins);
    if (cut !== null && cut !== cuts.at(-1) && cut !== greatest) cuts.push(cut);
  }
  return cuts;
}
