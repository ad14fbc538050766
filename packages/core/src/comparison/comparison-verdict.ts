import { normalReach } from '../statistics/normal-quantile.ts';
import type { Finding, MetricFinding } from './gain-findings.ts';

export const comparisonVerdicts = ['BETTER', 'NOT_WORSE', 'WORSE', 'NOT_ENOUGH_DATA'] as const;
export type ComparisonVerdict = (typeof comparisonVerdicts)[number];

/** What a verdict rests on. */
export interface ComparisonBasis {
  /** Independent rows: one a subject. */
  readonly rows: number;
  /** Rows of the rarer class; null where there are no two classes. */
  readonly rarer: number | null;
  /** One-sided, of each claim. */
  readonly level: number;
}

export interface Verdict {
  readonly verdict: ComparisonVerdict;
  /** In one sentence. */
  readonly headline: string;
  /** One a metric. */
  readonly sentences: readonly string[];
}

/** Fewer rows allow no verdict. */
export const LEAST_ROWS = 300;
/** Fewer rows of the rarer class allow no verdict: recall would rest on too little. */
export const LEAST_RARER_ROWS = 30;

/** Chance of showing that equal models are equal, that the rows said to be needed give. */
const POWER = 0.8;

/**
 * WORSE when any metric is; else NOT_ENOUGH_DATA when any is undecided; else BETTER when any is; else NOT_WORSE. So
 * "better" means better in something and shown not to be worse in anything.
 */
export function judgeComparison(findings: readonly MetricFinding[], basis: ComparisonBasis): Verdict {
  const sentences = findings.map((finding) => sentenceOf(finding, basis));
  const missing = missingRows(basis);
  if (missing !== null) return { verdict: 'NOT_ENOUGH_DATA', headline: missing, sentences };
  const names = (finding: Finding) =>
    findings.filter((one) => one.finding === finding).map(({ metric }) => nameOf(metric));
  const rows = `${basis.rows.toLocaleString('en')} rows`;
  if (names('WORSE').length > 0) {
    const headline = `The challenger is worse in ${listOf(names('WORSE'))} on ${rows}.`;
    return { verdict: 'WORSE', headline, sentences };
  }
  if (names('UNDECIDED').length > 0 || findings.length === 0) {
    const headline = `Not enough data: ${rows} do not decide ${listOf(names('UNDECIDED')) || 'anything'}.`;
    return { verdict: 'NOT_ENOUGH_DATA', headline, sentences };
  }
  if (names('BETTER').length > 0) {
    const headline = `The challenger is better in ${listOf(names('BETTER'))} on ${rows}, and worse in nothing.`;
    return { verdict: 'BETTER', headline, sentences };
  }
  const headline = `The challenger is not worse, within the margins, on ${rows}; it is not shown to be better.`;
  return { verdict: 'NOT_WORSE', headline, sentences };
}

function missingRows({ rows, rarer }: ComparisonBasis): string | null {
  if (rows < LEAST_ROWS) return `Not enough data: ${rows} independent rows, ${LEAST_ROWS} are needed.`;
  if (rarer === null || rarer >= LEAST_RARER_ROWS) return null;
  return `Not enough data: ${rarer} rows of the rarer class, ${LEAST_RARER_ROWS} are needed.`;
}

const NAMES: Readonly<Record<string, string>> = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced accuracy',
  precision: 'precision',
  recall: 'recall',
  specificity: 'specificity',
  f1: 'F1',
  mcc: 'MCC',
  rocAuc: 'ROC AUC',
  prAuc: 'PR AUC',
  logLoss: 'log loss',
  brier: 'Brier score',
  macroF1: 'macro F1',
  mae: 'mean absolute error',
  rmse: 'root mean squared error',
};

const nameOf = (metric: string) => NAMES[metric] ?? metric;
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const listOf = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const WORDS: Readonly<Record<Finding, string>> = {
  BETTER: 'better',
  NOT_WORSE: 'not worse',
  WORSE: 'worse',
  UNDECIDED: 'not decided',
};

/** "Recall: 0.553 -> 0.579, a gain of 0.026 (at least -0.004 with 95 % confidence; margin 0.030): not worse." */
function sentenceOf(found: MetricFinding, basis: ComparisonBasis): string {
  const { metric, champion, challenger, gain, lower, margin, finding } = found;
  const name = capitalised(nameOf(metric));
  if (champion === null || challenger === null || gain === null) {
    return `${name}: not defined for ${champion === null ? 'the champion' : 'the challenger'}.`;
  }
  const values = `${name}: ${figure(champion)} -> ${figure(challenger)}`;
  const change = gain < 0 ? `a loss of ${figure(-gain)}` : `a gain of ${figure(gain)}`;
  if (lower === null) return `${values}, ${change}; how sure that is cannot be told from these rows.`;
  const confidence = `${Number((100 * (1 - basis.level)).toFixed(1))} % confidence`;
  const least = `at least ${figure(lower)} with ${confidence}; margin ${figure(margin)}`;
  const advice = finding === 'UNDECIDED' ? neededRows(found, basis) : '';
  return `${values}, ${change} (${least}): ${WORDS[finding]}.${advice}`;
}

/** For gains and metrics of any size: three decimals, or three digits below 0.01 and from 10 on. */
function figure(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 0.01 || size >= 10) ? String(Number(value.toPrecision(3))) : value.toFixed(3);
}

/** Sampling errors shrink with the root of the rows. */
function neededRows({ lower, upper, margin }: MetricFinding, { rows, level }: ComparisonBasis): string {
  if (lower === null || upper === null) return '';
  const reach = normalReach(1 - 2 * level);
  const standardError = (upper - lower) / 2 / reach;
  const needed = rows * (((reach + normalReach(2 * POWER - 1)) * standardError) / margin) ** 2;
  if (!(needed > rows)) return '';
  const about = Number(needed.toPrecision(2)).toLocaleString('en');
  return ` If both are equally good, about ${about} rows would show it.`;
}
