import { aucPlacements, placementDifferences, placementVariance } from '../performance/auc-placements.ts';
import { binaryFigure } from '../performance/binary-figures.ts';
import { binaryInfluence, type ScoredTargets, type SmoothMetric } from '../performance/binary-influence.ts';
import { influenceVariance } from '../performance/influence-variance.ts';
import { discordantPairs, mcnemar } from './mcnemar.ts';
import { normalGain, UNDEFINED_GAIN, type MetricGain } from './metric-gain.ts';
import { shareDifference, tangoInterval } from './paired-shares.ts';

/** Complete rows of two binary models: the same targets. */
export interface BinaryPair {
  readonly champion: ScoredTargets;
  readonly challenger: ScoredTargets;
}

/** Lower is better. */
const losses: ReadonlySet<SmoothMetric> = new Set(['logLoss', 'brier']);

/**
 * The gain in each metric. Independent rows (`clusterOf` null): accuracy, recall and specificity by McNemar and Tango's
 * interval, ROC AUC by DeLong, others linearised (binary-influence.ts). Clusters: all linearised by cluster, ROC AUC by
 * Obuchowski. `level`: of each end of an interval.
 */
export function binaryGains(
  pair: BinaryPair,
  metrics: readonly SmoothMetric[],
  clusterOf: ArrayLike<number> | null,
  level: number,
): MetricGain[] {
  return metrics.map((metric) => {
    const champion = valueOf(metric, pair.champion);
    const challenger = valueOf(metric, pair.challenger);
    const values = { metric, champion, challenger };
    if (champion === null || challenger === null) {
      return { ...values, ...UNDEFINED_GAIN, method: 'LINEARISED' };
    }
    const isCounted = clusterOf === null ? countedBy(metric) : null;
    if (isCounted !== null)
      return { ...values, ...pairedShareGain(pair, isCounted, level), method: 'MCNEMAR' };
    const gain = losses.has(metric) ? champion - challenger : challenger - champion;
    const variance =
      metric === 'rocAuc' ? aucVariance(pair, clusterOf) : smoothVariance(metric, pair, clusterOf);
    const method = metric === 'rocAuc' ? 'DELONG' : 'LINEARISED';
    return { ...values, ...normalGain(gain, variance, level), method };
  });
}

function valueOf(metric: SmoothMetric, rows: ScoredTargets): number | null {
  return binaryFigure(metric, rows)(new Float64Array(rows.targets.length).fill(1));
}

/** The targets that a share of right answers is of; null for other metrics. */
function countedBy(metric: SmoothMetric): ((target: number) => boolean) | null {
  if (metric === 'accuracy') return () => true;
  if (metric === 'recall') return (target) => target === 1;
  return metric === 'specificity' ? (target) => target === 0 : null;
}

function pairedShareGain(
  { champion, challenger }: BinaryPair,
  isCounted: (target: number) => boolean,
  level: number,
): Pick<MetricGain, 'gain' | 'lower' | 'upper' | 'pValue'> {
  const truths = Float64Array.from(champion.targets, (target) => (isCounted(target) ? target : NaN));
  const pairs = discordantPairs(truths, answersOf(champion), answersOf(challenger));
  const { lower, upper } = tangoInterval(pairs, 1 - 2 * level);
  return { gain: shareDifference(pairs), lower, upper, pValue: mcnemar(pairs).pValue };
}

function answersOf({ probabilities, threshold }: ScoredTargets): Float64Array {
  return Float64Array.from(probabilities, (p) => Number(p >= threshold));
}

function aucVariance(
  { champion, challenger }: BinaryPair,
  clusterOf: ArrayLike<number> | null,
): number | null {
  const first = aucPlacements(champion.targets, champion.probabilities);
  const second = aucPlacements(challenger.targets, challenger.probabilities);
  if (first === null || second === null) return null;
  return placementVariance(champion.targets, placementDifferences(first, second), clusterOf);
}

function smoothVariance(
  metric: SmoothMetric,
  { champion, challenger }: BinaryPair,
  clusterOf: ArrayLike<number> | null,
): number | null {
  const first = binaryInfluence(metric, champion);
  const second = binaryInfluence(metric, challenger);
  if (first === null || second === null) return null;
  return influenceVariance(
    first.map((value, row) => second[row] - value),
    clusterOf,
  );
}
