import { failure, type Failure } from '../errors/error-code.ts';
import type { Confusion } from '../performance/confusion.ts';
import { rocAucOfTies } from '../performance/ranking.ts';
import type { CalibratedBins } from './calibrated-bins.ts';
import { thresholdEstimates, estimatedValues, type Cbpe, type CbpeEstimate } from './cbpe.ts';
import {
  averagePrecisionEnvelope,
  rocAucEnvelope,
  type CountedPart,
  type FigureBounds,
} from './counted-bounds.ts';
import { byMetric, type ByMetric } from './estimated-metrics.ts';

/** What the minutes' counters say of a window. */
export interface CountedScores {
  /** Rows by bin of the score, ascending: `ScoreSums.bins`. */
  readonly bins: ArrayLike<number>;
  /** How often the positive class was answered. */
  readonly positiveAnswers: number;
}

export interface CountedEstimate {
  readonly estimate: Pick<CbpeEstimate, 'rows' | 'confusion' | 'metrics'>;
  /** Between these lies what the rows themselves would give; null where it might not be defined. */
  readonly bounds: ByMetric<FigureBounds | null>;
}

export type CountedEstimateResult = { ok: true; counted: CountedEstimate } | { ok: false; failure: Failure };

/**
 * Estimates the metrics from counters alone, so that it is live whatever the traffic: a row is worth what the reference's
 * rows of its bin are worth on average. While rows lie within their bins as in the reference, it is off by some
 * thousandths; `bounds` holds whatever they do. Fails with INSUFFICIENT_DATA without rows, and with BAD_USER_INPUT on
 * counts that do not fit the bins.
 */
export function estimateFromCounts(
  cbpe: Pick<Cbpe, 'samplingErrors' | 'limits'>,
  bins: CalibratedBins,
  counted: CountedScores,
): CountedEstimateResult {
  if (bins.parts.at(-1)?.bin !== counted.bins.length - 1) {
    return { ok: false, failure: failure('BAD_USER_INPUT', 'the counts do not fit the bins', 'bins') };
  }
  const parts = countParts(bins, counted).filter(({ rows }) => rows > 0);
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  if (rows === 0) {
    return { ok: false, failure: failure('INSUFFICIENT_DATA', 'there is no row with a score') };
  }
  const confusion = confusionOf(parts, 'mean', 'mean');
  const values = {
    ...thresholdEstimates(confusion),
    rocAuc: rocAucOf(parts),
    prAuc: averagePrecisionOf(parts),
  };
  const estimate = { rows, confusion, metrics: estimatedValues(cbpe, values, rows) };
  return { ok: true, counted: { estimate, bounds: boundsOf(parts) } };
}

/** By descending score. A bin across the threshold is shared out so that the positive answers come out right. */
function countParts({ parts }: CalibratedBins, { bins, positiveAnswers }: CountedScores): CountedPart[] {
  const sure = parts.filter((part) => part.isPositive && !isShared(parts, part));
  const left = positiveAnswers - sure.reduce((sum, { bin }) => sum + bins[bin], 0);
  return parts
    .map((part) => {
      const here = bins[part.bin];
      if (!isShared(parts, part)) return { ...part, rows: here };
      const positive = Math.min(here, Math.max(0, left));
      return { ...part, rows: part.isPositive ? positive : here - positive };
    })
    .reverse();
}

function isShared(
  parts: CalibratedBins['parts'],
  { bin, isPositive }: { bin: number; isPositive: boolean },
): boolean {
  return parts.some((other) => other.bin === bin && other.isPositive !== isPositive);
}

type Worth = 'least' | 'mean' | 'most';

/** Expected counts, with the probabilities of positive and of negative answers at one end of what they can be. */
function confusionOf(parts: readonly CountedPart[], ofPositive: Worth, ofNegative: Worth): Confusion {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (const part of parts) {
    const p = part[part.isPositive ? ofPositive : ofNegative];
    counts[part.isPositive ? 'truePositives' : 'falseNegatives'] += part.rows * p;
    counts[part.isPositive ? 'falsePositives' : 'trueNegatives'] += part.rows * (1 - p);
  }
  return counts;
}

function rocAucOf(parts: readonly CountedPart[]): number | null {
  return rocAucOfTies(
    parts.map(({ rows, mean }) => ({ positives: rows * mean, negatives: rows * (1 - mean) })),
  );
}

/** As if all rows of a part had its mean probability: the sum of (above + j mean) / (rows above + j) over them. */
function averagePrecisionOf(parts: readonly CountedPart[]): number | null {
  let rowsAbove = 0;
  let above = 0;
  let sum = 0;
  for (const { rows, mean } of parts) {
    // A difference of harmonic numbers, to 1 / (24 rows above^2); with no row above its factor is 0.
    const harmonic = Math.log((rowsAbove + rows + 0.5) / (rowsAbove + 0.5));
    sum += mean * (rows * mean + (above - rowsAbove * mean) * harmonic);
    rowsAbove += rows;
    above += rows * mean;
  }
  return above > 0 ? Math.min(1, sum / above) : null;
}

/** Each threshold metric rises with the worth of positive answers and falls with that of negative ones. */
function boundsOf(parts: readonly CountedPart[]): ByMetric<FigureBounds | null> {
  const lower = thresholdEstimates(confusionOf(parts, 'least', 'most'));
  const upper = thresholdEstimates(confusionOf(parts, 'most', 'least'));
  const rocAuc = rocAucEnvelope(parts);
  const prAuc = averagePrecisionEnvelope(parts);
  return byMetric((metric) => {
    if (metric === 'rocAuc') return rocAuc;
    if (metric === 'prAuc') return prAuc;
    return { lower: lower[metric], upper: upper[metric] };
  });
}
