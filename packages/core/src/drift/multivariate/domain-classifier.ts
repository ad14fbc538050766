import { failure, type Failure } from '../../errors/error-code.ts';
import { rocAuc } from '../../performance/ranking.ts';
import { boost, type BoostingOptions } from '../../training/boosting.ts';
import { crossValidate } from '../../training/cross-validation.ts';
import { labelledData, type Column } from '../../training/dataset.ts';
import { gainImportance, score } from '../../training/ensemble.ts';
import { numberGroups, singleRowGroups } from '../../training/grouped-folds.ts';
import { binaryLogistic } from '../../training/objective.ts';
import { createRandom, sampleIndices } from '../../training/random.ts';
import { ENOUGH_ROWS } from '../feature-drift.ts';
import { comparisonProblem, isKnown, rowCountOf, type FeatureColumn } from './feature-column.ts';

export interface DomainClassifierOptions {
  /** For folds, samples and trees: the same seed, the same figures. */
  readonly seed: number;
  readonly folds?: number;
  /** Rows of a side beyond this number are sampled. */
  readonly mostRows?: number;
  /** On either side. */
  readonly leastRows?: number;
  /** Keys of rows that belong together (a subject), on both sides: never learned from and scored at once. */
  readonly keys?: { readonly reference: ArrayLike<unknown>; readonly current: ArrayLike<unknown> };
}

const FOLDS = 5;
/** 20,000 rows together know an AUC to 0.004: more cost time and say no more. */
const MOST_ROWS = 10_000;

/** NannyML's limits. */
export const domainClassifierLimits = { lower: 0.45, upper: 0.65 } as const;

/** Quick to learn. On rows that are independent it tells sides apart as well as LightGBM's defaults do. */
const boosting: BoostingOptions = {
  rounds: 40,
  learningRate: 0.25,
  maximumDepth: 4,
  l2: 1,
  minimumChildWeight: 5,
  minimumGain: 0,
  rowFraction: 0.7,
  columnFraction: 0.7,
  patience: 40,
};

/** How well a classifier tells current rows from the reference's. */
export interface DomainDrift {
  /** ROC AUC, out of fold: 0.5 when it cannot tell, 1 when every row gives itself away. */
  readonly auc: number;
  /** Of the AUC if both sides were alike: sqrt((n + m + 1) / (12 n m)), with the rows used. */
  readonly nullStandardError: number;
  readonly referenceRows: number;
  readonly currentRows: number;
  /**
   * By feature, in the order given: its share of what the splits gained, 0..1, summing to 1 (0 each when nothing was
   * split). Where the sides differ, these tell them apart.
   */
  readonly importance: readonly { readonly name: string; readonly share: number }[];
  /** NannyML's verdict: beyond a limit. Below 0.45 the sides are no independent samples: rows stand on both. */
  readonly isBeyondLimits: boolean;
  /** Kilter's: above the upper limit, and more than 4 standard errors above one half. */
  readonly drifted: boolean;
}

export type DomainOutcome = { ok: true; result: DomainDrift } | { ok: false; failure: Failure };

/** Standard errors: of 31,000 windows without drift one lies further out. */
const LEAST_Z = 4;

/**
 * Domain classifier: the project's boosted trees learn, in stratified grouped folds, which side a row is from; the AUC
 * of their out-of-fold scores is the figure (as NannyML's, whose learner is LightGBM). It sees any change of the joint
 * distribution that trees can find, one feature alone included, and does not say whether it matters. Fails with
 * INSUFFICIENT_DATA for few rows, BAD_USER_INPUT when the sides have not the same features.
 */
export function domainClassifierDrift(
  reference: readonly FeatureColumn[],
  current: readonly FeatureColumn[],
  options: DomainClassifierOptions,
): DomainOutcome {
  const { seed, folds = FOLDS, mostRows = MOST_ROWS, leastRows = ENOUGH_ROWS, keys } = options;
  const problem =
    comparisonProblem(reference, current, Math.max(leastRows, folds)) ??
    keysProblem(keys, reference, current);
  if (problem !== null) return { ok: false, failure: problem };
  const random = createRandom(seed);
  const ofReference = sampleIndices(rowCountOf(reference), mostRows, random);
  const ofCurrent = sampleIndices(rowCountOf(current), mostRows, random);
  const columns = reference.map((column, i) => joinColumns(column, ofReference, current[i], ofCurrent));
  const rows = ofReference.length + ofCurrent.length;
  const targets = Float64Array.from({ length: rows }, (_, row) => Number(row >= ofReference.length));
  const groups = keys === undefined ? singleRowGroups(rows) : joinGroups(keys, ofReference, ofCurrent);
  const { scores, importance } = outOfFold(columns, targets, groups, folds, seed);
  const auc = rocAuc(targets, scores) ?? 0.5;
  const [n, m] = [ofReference.length, ofCurrent.length];
  const nullStandardError = Math.sqrt((n + m + 1) / (12 * n * m));
  const { lower, upper } = domainClassifierLimits;
  return {
    ok: true,
    result: {
      auc,
      nullStandardError,
      referenceRows: n,
      currentRows: m,
      importance: reference.map(({ name }, i) => ({ name, share: importance[i] })),
      isBeyondLimits: auc < lower || auc > upper,
      drifted: auc > upper && auc - 0.5 > LEAST_Z * nullStandardError,
    },
  };
}

function keysProblem(
  keys: DomainClassifierOptions['keys'],
  reference: readonly FeatureColumn[],
  current: readonly FeatureColumn[],
): Failure | null {
  if (keys === undefined) return null;
  const isOneARow =
    keys.reference.length === rowCountOf(reference) && keys.current.length === rowCountOf(current);
  return isOneARow ? null : failure('BAD_USER_INPUT', 'there must be one key a row', 'keys');
}

function outOfFold(
  columns: readonly Column[],
  targets: Float64Array,
  groups: Int32Array,
  folds: number,
  seed: number,
) {
  const shares: number[][] = [];
  const [{ scores }] = crossValidate(
    labelledData(columns, targets),
    groups,
    (training, _groups, fitSeed) => {
      const { ensemble } = boost(training, binaryLogistic, boosting, createRandom(fitSeed));
      shares.push(gainImportance(ensemble, columns.length));
      return (held) => score(ensemble, held);
    },
    { folds, repeats: 1, seed },
  );
  const importance = columns.map((_, i) => shares.reduce((sum, of) => sum + of[i], 0));
  const total = importance.reduce((sum, share) => sum + share, 0);
  return { scores, importance: importance.map((share) => (total > 0 ? share / total : 0)) };
}

/** Reference rows first. */
function joinColumns(
  reference: FeatureColumn,
  ofReference: Int32Array,
  current: FeatureColumn,
  ofCurrent: Int32Array,
): Column {
  const values = new Float32Array(ofReference.length + ofCurrent.length);
  ofReference.forEach((row, i) => (values[i] = knownOrNaN(reference.values[row])));
  ofCurrent.forEach((row, i) => (values[ofReference.length + i] = knownOrNaN(current.values[row])));
  return { kind: reference.kind, values };
}

/** Trees compare float32, in which large numbers are infinite. */
function knownOrNaN(value: number): number {
  return isKnown(value) && Number.isFinite(Math.fround(value)) ? value : Number.NaN;
}

function joinGroups(
  keys: NonNullable<DomainClassifierOptions['keys']>,
  ofReference: Int32Array,
  ofCurrent: Int32Array,
): Int32Array {
  return numberGroups([
    ...Array.from(ofReference, (row) => keys.reference[row]),
    ...Array.from(ofCurrent, (row) => keys.current[row]),
  ]);
}
