import type { BinPart } from './calibrated-bins.ts';

/** Rows of a part of a bin, by descending score. */
export interface CountedPart extends BinPart {
  readonly rows: number;
}

/** Between what a figure lies, whatever the scores within their bins. */
export interface FigureBounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Bounds of the estimated ROC AUC. It is greatest when the expected positives lie as high as they can and the negatives
 * as low: at each depth the greatest share of the positives that can lie above, and the least share of the negatives,
 * with all pairs of one part won. Null where there may be no positives, or no negatives.
 */
export function rocAucEnvelope(parts: readonly CountedPart[]): FigureBounds | null {
  const positives = parts.map(({ rows, least, most }) => ({ least: rows * least, most: rows * most }));
  const negatives = parts.map(({ rows, least, most }) => ({
    least: rows * (1 - most),
    most: rows * (1 - least),
  }));
  if (sumOf(positives, 'most') === 0 || sumOf(negatives, 'most') === 0) return null;
  return {
    lower: wonShare(sharesAbove(positives, 'least'), sharesAbove(negatives, 'most'), 0),
    upper: wonShare(sharesAbove(positives, 'most'), sharesAbove(negatives, 'least'), 1),
  };
}

/** How much of something a part holds, at least and at most. */
interface Range {
  readonly least: number;
  readonly most: number;
}
type End = keyof Range;
const otherEnd = { least: 'most', most: 'least' } as const;

/** The least or greatest share of the whole that can lie in the first parts up to each. */
function sharesAbove(ranges: readonly Range[], end: End): number[] {
  let above = 0;
  let below = sumOf(ranges, otherEnd[end]);
  return ranges.map((range) => {
    above += range[end];
    below -= range[otherEnd[end]];
    return above > 0 ? Math.min(1, above / (above + Math.max(0, below))) : 0;
  });
}

/** Of pairs: `tied` is the share won among those of one part. */
function wonShare(positivesAbove: readonly number[], negativesAbove: readonly number[], tied: 0 | 1): number {
  let won = 0;
  negativesAbove.forEach((share, i) => {
    const here = share - (i > 0 ? negativesAbove[i - 1] : 0);
    won += here * (tied === 1 ? positivesAbove[i] : i > 0 ? positivesAbove[i - 1] : 0);
  });
  return Math.min(1, Math.max(0, won));
}

/**
 * Bounds of the estimated average precision: a mean of precisions, weighted with probabilities. The precision within a
 * part is at most that at its first row with the greatest probabilities, and at least that at its last row with the
 * least. Null where there may be no positives.
 */
export function averagePrecisionEnvelope(parts: readonly CountedPart[]): FigureBounds | null {
  const weights = parts.map(({ rows, least, most }) => ({ least: rows * least, most: rows * most }));
  if (sumOf(weights, 'most') === 0) return null;
  let rows = 0;
  const above = { least: 0, most: 0 };
  const highest: number[] = [];
  const lowest: number[] = [];
  parts.forEach((part, i) => {
    highest.push((above.most + part.most) / (rows + 1));
    rows += part.rows;
    above.least += weights[i].least;
    above.most += weights[i].most;
    lowest.push(rows > 0 ? above.least / rows : 0);
  });
  return {
    lower: Math.max(0, extremeMean(lowest, weights, 'least', Math.min)),
    upper: Math.min(1, extremeMean(highest, weights, 'most', Math.max)),
  };
}

/**
 * The least or greatest weighted mean of descending values: the weights of the first are at `end`, the others at the
 * other one, and where the change lies is tried.
 */
function extremeMean(
  values: readonly number[],
  weights: readonly Range[],
  end: End,
  pick: (a: number, b: number) => number,
): number {
  let weight = sumOf(weights, otherEnd[end]);
  let sum = weights.reduce((total, range, i) => total + range[otherEnd[end]] * values[i], 0);
  let extreme = weight > 0 ? sum / weight : null;
  weights.forEach((range, i) => {
    const change = range[end] - range[otherEnd[end]];
    weight += change;
    sum += change * values[i];
    if (weight > 0) extreme = extreme === null ? sum / weight : pick(extreme, sum / weight);
  });
  return extreme ?? 0;
}

function sumOf(ranges: readonly Range[], end: End): number {
  return ranges.reduce((sum, range) => sum + range[end], 0);
}
