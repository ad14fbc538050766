import { z } from 'zod';
import { clipProbability } from '../performance/probability-losses.ts';
import type { Tie } from '../performance/ranking.ts';
import { sketchFromJson, type SketchResult } from './sketch-result.ts';

const BINS = 400;
/** Width of a bin in log-odds: 400 of them reach from 0.000045 to 0.999955; the outermost hold everything beyond. */
const BIN_LOG_ODDS = 0.05;

/**
 * Rows of each class over ascending bins of the score. Any bins will do for reading: those of `emptyScoreCurve`, of the
 * minutes' counters (`ScoreSums.bins` of both classes), of a reference's score curve.
 */
export interface ScoreCurve {
  readonly positives: ArrayLike<number>;
  readonly negatives: ArrayLike<number>;
}

/** A curve that is counted, over 400 bins of log-odds: 6.4 kB. Merging is exact, associative and commutative. */
export interface CountedCurve extends ScoreCurve {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

export function emptyScoreCurve(): CountedCurve {
  return { positives: new Float64Array(BINS), negatives: new Float64Array(BINS) };
}

/** Counts a score 0..1 of a row whose class is known (1: positive). NaN counts for nothing. */
export function addScore({ positives, negatives }: CountedCurve, score: number, target: number): void {
  if (Number.isNaN(score)) return;
  const p = clipProbability(score);
  const bin = Math.floor((Math.log(p) - Math.log1p(-p)) / BIN_LOG_ODDS) + BINS / 2;
  const counts = target === 1 ? positives : negatives;
  counts[Math.min(BINS - 1, Math.max(0, bin))]++;
}

export function addScores(curve: CountedCurve, scores: ArrayLike<number>, targets: ArrayLike<number>): void {
  for (let i = 0; i < scores.length; i++) addScore(curve, scores[i], targets[i]);
}

export function mergeScoreCurves(a: CountedCurve, b: CountedCurve): CountedCurve {
  return {
    positives: a.positives.map((rows, bin) => rows + b.positives[bin]),
    negatives: a.negatives.map((rows, bin) => rows + b.negatives[bin]),
  };
}

/**
 * Bins that hold rows, by descending score: what `rocAucBounds` and `averagePrecisionBounds` take, which say how far the
 * figure of the rows can lie from that of the bins (for the ROC AUC half the share of the pairs that share a bin).
 */
export function curveTies({ positives, negatives }: ScoreCurve): Tie[] {
  const ties: Tie[] = [];
  for (let bin = positives.length - 1; bin >= 0; bin--) {
    if (positives[bin] + negatives[bin] === 0) continue;
    ties.push({ positives: positives[bin], negatives: negatives[bin] });
  }
  return ties;
}

function totals(ties: readonly Tie[]): Tie {
  return ties.reduce(
    (sum, tie) => ({ positives: sum.positives + tie.positives, negatives: sum.negatives + tie.negatives }),
    { positives: 0, negatives: 0 },
  );
}

/** A threshold's place: both 0..1. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * The ROC curve: x the share of the negatives at or above a threshold, y that of the positives; from (0, 0) to (1, 1),
 * one point a bin that holds rows. Exact at the edges of the bins. Empty unless both classes are there.
 */
export function rocPoints(curve: ScoreCurve): CurvePoint[] {
  const ties = curveTies(curve);
  const all = totals(ties);
  if (all.positives === 0 || all.negatives === 0) return [];
  const points = [{ x: 0, y: 0 }];
  let above = { positives: 0, negatives: 0 };
  for (const tie of ties) {
    above = totals([above, tie]);
    points.push({ x: above.negatives / all.negatives, y: above.positives / all.positives });
  }
  return points;
}

/** The precision-recall curve: x recall, y precision, by descending threshold. Empty without positives. */
export function precisionRecallPoints(curve: ScoreCurve): CurvePoint[] {
  const ties = curveTies(curve);
  const all = totals(ties);
  if (all.positives === 0) return [];
  let above = { positives: 0, negatives: 0 };
  return ties.map((tie) => {
    above = totals([above, tie]);
    return { x: above.positives / all.positives, y: above.positives / (above.positives + above.negatives) };
  });
}

const counts = z.array(z.number().int().nonnegative()).length(BINS);
const schema = z.object({ kind: z.literal('SCORE_CURVE'), positives: counts, negatives: counts });

export type ScoreCurveJson = z.infer<typeof schema>;

/** Equal sketches give equal JSON. */
export function scoreCurveToJson({ positives, negatives }: CountedCurve): ScoreCurveJson {
  return { kind: 'SCORE_CURVE', positives: [...positives], negatives: [...negatives] };
}

export function scoreCurveFromJson(json: unknown): SketchResult<CountedCurve> {
  return sketchFromJson(schema, json, ({ positives, negatives }) => ({
    positives: Float64Array.from(positives),
    negatives: Float64Array.from(negatives),
  }));
}
