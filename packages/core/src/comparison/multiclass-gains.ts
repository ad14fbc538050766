import { meanInfluence } from '../performance/binary-influence.ts';
import {
  classLogLosses,
  multiclassLogLoss,
  type ClassProbabilities,
} from '../performance/class-probabilities.ts';
import { confusionMatrix, matrixAccuracy } from '../performance/confusion-matrix.ts';
import { influenceVariance } from '../performance/influence-variance.ts';
import { multiclassFigure } from '../performance/multiclass-figures.ts';
import { discordantPairs, mcnemar } from './mcnemar.ts';
import { normalGain, UNDEFINED_GAIN, type MetricGain } from './metric-gain.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { shareDifference, tangoInterval } from './paired-shares.ts';

/** What one model answered on complete, independent rows. */
export interface ClassAnswers {
  /** Class indices. */
  readonly predicted: Float64Array;
  /** One array a class; null where not known. */
  readonly probabilities: ClassProbabilities | null;
}

export interface ClassPair {
  /** Class indices. */
  readonly actual: Float64Array;
  readonly classes: number;
  readonly champion: ClassAnswers;
  readonly challenger: ClassAnswers;
}

/**
 * The gain in accuracy (McNemar, Tango's interval), in macro F1 (paired bootstrap), and, where both models' probabilities
 * are known, in log loss (linearised). `level`: of each end of an interval.
 */
export function multiclassGains(pair: ClassPair, seed: number, level: number): MetricGain[] {
  const lossGain = logLossGain(pair, level);
  return [
    accuracyGain(pair, level),
    macroF1Gain(pair, seed, level),
    ...(lossGain === null ? [] : [lossGain]),
  ];
}

function accuracyGain({ actual, classes, champion, challenger }: ClassPair, level: number): MetricGain {
  const pairs = discordantPairs(actual, champion.predicted, challenger.predicted);
  const accuracyOf = ({ predicted }: ClassAnswers) =>
    matrixAccuracy(confusionMatrix(actual, predicted, classes));
  const values = {
    metric: 'accuracy',
    champion: accuracyOf(champion),
    challenger: accuracyOf(challenger),
    method: 'MCNEMAR',
  } as const;
  if (pairs.rows === 0) return { ...values, ...UNDEFINED_GAIN };
  const { lower, upper } = tangoInterval(pairs, 1 - 2 * level);
  return { ...values, gain: shareDifference(pairs), lower, upper, pValue: mcnemar(pairs).pValue };
}

function macroF1Gain(
  { actual, classes, champion, challenger }: ClassPair,
  seed: number,
  level: number,
): MetricGain {
  const figureOf = ({ predicted }: ClassAnswers) => multiclassFigure('macroF1', actual, predicted, classes);
  const options = { clusterOf: null, seed, coverage: 1 - 2 * level };
  const found = pairedBootstrap(figureOf(champion), figureOf(challenger), actual.length, options);
  const values = { metric: 'macroF1', method: 'BOOTSTRAP' } as const;
  if (found === null) return { ...values, champion: null, challenger: null, ...UNDEFINED_GAIN };
  const { first, second, difference, interval } = found;
  const { pValue } = normalGain(difference, interval === null ? null : interval.standardError ** 2, level);
  const bounds = { lower: interval?.lower ?? null, upper: interval?.upper ?? null };
  return { ...values, champion: first, challenger: second, gain: difference, ...bounds, pValue };
}

function logLossGain({ actual, champion, challenger }: ClassPair, level: number): MetricGain | null {
  if (champion.probabilities === null || challenger.probabilities === null) return null;
  const values = {
    metric: 'logLoss',
    champion: multiclassLogLoss(actual, champion.probabilities),
    challenger: multiclassLogLoss(actual, challenger.probabilities),
    method: 'LINEARISED',
  } as const;
  if (values.champion === null || values.challenger === null) return { ...values, ...UNDEFINED_GAIN };
  const before = classLogLosses(actual, champion.probabilities);
  const now = classLogLosses(actual, challenger.probabilities);
  const influence = meanInfluence(before.map((loss, row) => loss - now[row]));
  const variance = influence === null ? null : influenceVariance(influence, null);
  return { ...values, ...normalGain(values.champion - values.challenger, variance, level) };
}
