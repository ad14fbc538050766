import { applyIsotonic, fitIsotonic } from '../training/isotonic.ts';
import { equalWidthBinning, isKnown, type Binning } from './calibration-error.ts';
import { brierScore } from './probability-losses.ts';

/**
 * Parts of the Brier score over bins of the probability: brier = reliability - resolution + uncertainty +
 * withinVariance - withinCovariance, up to rounding.
 */
export interface BrierDecomposition {
  readonly brier: number;
  /** Mean squared gap of mean probability and positive rate by bin; 0 is calibrated. */
  readonly reliability: number;
  /** Variance of the positive rate between the bins: what telling rows apart is worth. */
  readonly resolution: number;
  /** rate x (1 - rate): the Brier score of always answering the positive rate. */
  readonly uncertainty: number;
  /** Variance of the probabilities inside their bins. */
  readonly withinVariance: number;
  /** Twice the covariance of probability and truth inside the bins: what the bins hide of the resolution. */
  readonly withinCovariance: number;
}

interface Bin {
  count: number;
  probability: number;
  rate: number;
}

/**
 * Murphy (1973) with the terms inside the bins of Stephenson, Coelho and Jolliffe (2008), without which the parts do
 * not sum to the score unless each bin holds one probability. Rows with NaN are left out; null without rows.
 */
export function brierDecomposition(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  binning: Binning = equalWidthBinning,
  bins = 10,
): BrierDecomposition | null {
  const brier = brierScore(targets, probabilities);
  if (brier === null) return null;
  const binOf = binning(targets, probabilities, bins);
  const means = binMeans(targets, probabilities, bins, binOf);
  const rows = means.reduce((sum, { count }) => sum + count, 0);
  const rate = means.reduce((sum, bin) => sum + bin.count * bin.rate, 0) / rows;
  const meanOver = (term: (bin: Bin) => number) =>
    means.reduce((sum, bin) => sum + bin.count * term(bin), 0) / rows;
  return {
    brier,
    reliability: meanOver((bin) => (bin.probability - bin.rate) ** 2),
    resolution: meanOver((bin) => (bin.rate - rate) ** 2),
    uncertainty: rate * (1 - rate),
    ...withinBins(targets, probabilities, means, binOf, rows),
  };
}

function binMeans(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins: number,
  binOf: (row: number) => number,
): Bin[] {
  const means = Array.from({ length: bins }, (): Bin => ({ count: 0, probability: 0, rate: 0 }));
  for (let row = 0; row < targets.length; row++) {
    if (!isKnown(targets, probabilities, row)) continue;
    const bin = means[binOf(row)];
    bin.count++;
    bin.probability += probabilities[row];
    bin.rate += targets[row];
  }
  for (const bin of means) {
    bin.probability /= Math.max(1, bin.count);
    bin.rate /= Math.max(1, bin.count);
  }
  return means;
}

function withinBins(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  means: readonly Bin[],
  binOf: (row: number) => number,
  rows: number,
): Pick<BrierDecomposition, 'withinVariance' | 'withinCovariance'> {
  let squares = 0;
  let products = 0;
  for (let row = 0; row < targets.length; row++) {
    if (!isKnown(targets, probabilities, row)) continue;
    const { probability, rate } = means[binOf(row)];
    squares += (probabilities[row] - probability) ** 2;
    products += (probabilities[row] - probability) * (targets[row] - rate);
  }
  return { withinVariance: squares / rows, withinCovariance: (2 * products) / rows };
}

/** Parts of the Brier score without bins: brier = miscalibration - discrimination + uncertainty. */
export interface CorpDecomposition {
  readonly brier: number;
  /** What the best monotone recalibration would save; at least 0. */
  readonly miscalibration: number;
  /** What the recalibrated probabilities save against always answering the positive rate; at least 0. */
  readonly discrimination: number;
  readonly uncertainty: number;
}

/**
 * CORP (Dimitriadis, Gneiting and Jordan, PNAS 2021): isotonic regression takes the place of the bins, so that there is
 * no number of bins to choose. Rows with NaN are left out; null without rows.
 */
export function corpDecomposition(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): CorpDecomposition | null {
  const brier = brierScore(targets, probabilities);
  if (brier === null) return null;
  const rows = Array.from(targets).flatMap((_, row) => (isKnown(targets, probabilities, row) ? row : []));
  const known = rows.map((row) => targets[row]);
  const scores = rows.map((row) => probabilities[row]);
  const map = fitIsotonic(scores, known);
  const recalibrated = scores.map((score) => applyIsotonic(map, score));
  const rate = known.reduce((sum, target) => sum + target, 0) / known.length;
  const uncertainty = rate * (1 - rate);
  const left = brierScore(known, recalibrated) ?? brier;
  return {
    brier,
    miscalibration: Math.max(0, brier - left),
    discrimination: Math.max(0, uncertainty - left),
    uncertainty,
  };
}
