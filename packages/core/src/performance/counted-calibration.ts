import type { ScoreSums } from '../sketches/score-bins.ts';
import type { ReliabilityBin } from './calibration-error.ts';
import type { BoundedFigure } from './ranking-bounds.ts';
import { reliabilityCurve, type ReliabilityPoint } from './reliability-curve.ts';

/** A bin of a reliability diagram whose rows are known by counters alone. */
export interface CountedPoint extends ReliabilityPoint {
  /** Scores from here on, up to but without `to`. */
  readonly from: number;
  readonly to: number;
}

/** Calibration read from score bins by true class. Rows count as independent. */
export interface CountedCalibration {
  readonly rows: number;
  /** Exact, both: their difference is the calibration in the large. */
  readonly meanProbability: number;
  readonly positiveRate: number;
  /** Bins with rows, ascending. */
  readonly points: readonly CountedPoint[];
  /** Of these bins (Naeini, Cooper and Hauskrecht 2015), and between what it lies: scores may lie anywhere in theirs. */
  readonly ece: BoundedFigure;
  /** Exact. brier = reliability - resolution + uncertainty + withinBins. */
  readonly brier: number;
  readonly reliability: number;
  readonly resolution: number;
  /** Exact. */
  readonly uncertainty: number;
  /** What telling rows apart within a bin adds (below 0: saves); see `brierDecomposition`. */
  readonly withinBins: number;
}

/**
 * Calibration of a binary model from the sketches of its scores by true class: `edges` are where their bins begin and
 * end. They are joined to about `bins` of equal width, each by its middle, where its scores are taken to lie. Null without
 * rows.
 */
export function countedCalibration(
  positives: ScoreSums,
  negatives: ScoreSums,
  edges: readonly number[],
  bins = 10,
): CountedCalibration | null {
  const rows = positives.scored + negatives.scored;
  if (rows === 0) return null;
  const joined = joinBins(positives.bins, negatives.bins, edges, bins);
  const rate = positives.scored / rows;
  const overBins = (term: (bin: JoinedBin) => number) =>
    joined.reduce((sum, bin) => sum + term(bin), 0) / rows;
  const brier = (positives.squares - 2 * positives.sum + positives.scored + negatives.squares) / rows;
  const reliability = overBins(({ count, probabilities, targets }) => (probabilities - targets) ** 2 / count);
  const resolution = overBins(({ count, targets }) => count * (targets / count - rate) ** 2);
  const uncertainty = rate * (1 - rate);
  return {
    rows,
    meanProbability: (positives.sum + negatives.sum) / rows,
    positiveRate: rate,
    points: reliabilityCurve(joined).map((point, i) => ({
      ...point,
      from: joined[i].from,
      to: joined[i].to,
    })),
    ece: {
      value: overBins(({ probabilities, targets }) => Math.abs(probabilities - targets)),
      lower: overBins(({ least, most, targets }) => Math.max(0, least - targets, targets - most)),
      upper: overBins(({ least, most, targets }) => Math.max(targets - least, most - targets)),
    },
    brier,
    reliability,
    resolution,
    uncertainty,
    withinBins: brier - (reliability - resolution + uncertainty),
  };
}

interface JoinedBin extends ReliabilityBin {
  from: number;
  to: number;
  count: number;
  probabilities: number;
  targets: number;
  /** The sum of the probabilities lies between these. */
  least: number;
  most: number;
}

/** Joined bins that hold rows. */
function joinBins(
  positives: readonly number[],
  negatives: readonly number[],
  edges: readonly number[],
  bins: number,
): JoinedBin[] {
  const joined = new Map<number, JoinedBin>();
  positives.forEach((targets, i) => {
    const [from, to] = [edges[i], edges[i + 1]];
    const middle = (from + to) / 2;
    const group = Math.min(bins - 1, Math.floor(bins * middle));
    let bin = joined.get(group);
    if (!bin) {
      joined.set(group, (bin = { from, to, count: 0, probabilities: 0, targets: 0, least: 0, most: 0 }));
    }
    const count = targets + negatives[i];
    bin.to = to;
    bin.count += count;
    bin.targets += targets;
    bin.probabilities += count * middle;
    bin.least += count * from;
    bin.most += count * to;
  });
  return [...joined.values()].filter(({ count }) => count > 0);
}
