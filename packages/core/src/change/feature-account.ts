import { failure, type Failure } from '../errors/error-code.ts';
import { ensembleTrees } from '../explain/ensemble-trees.ts';
import { meanAbsoluteContributions, sharesOf } from '../explain/mean-attribution.ts';
import { pathDependentExplainer, type TreeExplainer } from '../explain/tree-explainer.ts';
import { withSharesOf } from '../explain/tree-shares.ts';
import { holmAdjusted } from '../statistics/holm.ts';
import { meanOf, varianceOf } from '../statistics/two-means.ts';
import { labelledData, takeRows, type Column, type LabelledData } from '../training/dataset.ts';
import { score, type Ensemble } from '../training/ensemble.ts';
import { createRandom, sampleIndices } from '../training/random.ts';
import { knownRows, type ChangeWindow } from './change-window.ts';
import { fitMetric } from './fit-metric.ts';
import {
  isClear,
  LEAST_ROWS,
  meanChange,
  pValueOf,
  sumsOf,
  type JudgedPart,
  type Part,
} from './mean-change.ts';
import { regressionMeans } from './regression-estimate.ts';
import { unseenShare } from './unseen-share.ts';

/** Rows that are explained one by one, in each window; the rest is known by its mean (`regressionMeans`). */
const MOST_EXPLAINED = 2000;
/** Rows that the relation between features and metric is learned from. */
const MOST_LEARNED = 10_000;
/** A feature is named as one that the remainder varies with from this share on. */
const LEAST_SHARE = 0.15;

export interface FeaturePart extends JudgedPart {
  /** Index of the column. */
  readonly feature: number;
}

export interface FeatureAccount {
  /** By other values of each feature; the largest contribution first. */
  readonly parts: readonly FeaturePart[];
  /** What is left: the same inputs now come with another metric. Parts and remainder sum to the whole change. */
  readonly remainder: JudgedPart;
  /** Columns that the remainder varies with most, strongest first; empty when none could be made out. */
  readonly variesWith: readonly number[];
  readonly whole: Part;
  /** Of the newer rows, the share with a value that no older row has or lies beyond: for them the account guesses. */
  readonly unseenShare: number;
  /** How much of the metric's variance between older rows the features foretell, out of sample, 0..1. */
  readonly foretold: number;
}

export type FeatureAccountResult = { ok: true; account: FeatureAccount } | { ok: false; failure: Failure };

/**
 * How much of the change of a mean comes from other values of each feature, and how much is left at equal inputs: the
 * decomposition of Oaxaca (1973) and Blinder (1973) with boosted trees in place of the regression. The trees learn the
 * metric from the features of the older window; what they expect of the newer rows is the part of the inputs, and its
 * split over the features is the change of their mean SHAP contribution (Lundberg et al. 2018), which is exact. Assumes
 * that older rows say what to expect of newer ones (`unseenShare` says for how many they cannot). Features that go
 * together share their credit. The remainder cannot be split over features in a way that does not depend on how they
 * are coded (Oaxaca and Ransom 1999): segments do that.
 */
export function accountByFeature(
  before: ChangeWindow,
  after: ChangeWindow,
  seed: number,
): FeatureAccountResult {
  const [older, newer] = [knownRows(before), knownRows(after)].map(asData);
  const problem = findProblem(older, newer);
  if (problem !== null) return { ok: false, failure: problem };
  const { ensemble, foretold } = fitMetric(sampleRows(older, MOST_LEARNED, seed, 1), seed);
  const [scoredBefore, scoredAfter] = [scoreWindow(older, ensemble), scoreWindow(newer, ensemble)];
  const inputs = inputParts(ensemble, scoredBefore, scoredAfter, seed);
  const { parts, remainder } = judge(inputs, remainderOf(scoredBefore, scoredAfter, foretold));
  return {
    ok: true,
    account: {
      parts: parts.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
      remainder,
      variesWith: remainder.matters ? findVariation(scoredAfter, seed) : [],
      whole: meanChange(sumsOf(older.targets), sumsOf(newer.targets)),
      unseenShare: unseenShare(older.columns, newer.columns),
      foretold,
    },
  };
}

function findProblem(older: LabelledData, newer: LabelledData): Failure | null {
  const [rows, rowsAfter] = [older.targets.length, newer.targets.length];
  if (rows < LEAST_ROWS || rowsAfter < LEAST_ROWS) {
    const message = `${rows} and ${rowsAfter} rows with a known metric; ${LEAST_ROWS} are needed in each window`;
    return failure('INSUFFICIENT_DATA', message);
  }
  if (older.columns.length > 0 && older.columns.length === newer.columns.length) return null;
  return failure('BAD_USER_INPUT', 'both windows need the same columns, at least one');
}

function judge<P extends Part>(parts: readonly P[], remainder: Part) {
  const adjusted = holmAdjusted([...parts, remainder].map(pValueOf));
  const judgeOne = <Q extends Part>(part: Q, pValue: number) => ({
    ...part,
    pValue,
    matters: isClear(part, pValue),
  });
  return {
    parts: parts.map((part, i) => judgeOne(part, adjusted[i])),
    remainder: judgeOne(remainder, adjusted[parts.length]),
  };
}

function asData({ values, columns }: { values: Float64Array; columns: Column[] }): LabelledData {
  return labelledData(columns, values);
}

function sampleRows(data: LabelledData, most: number, seed: number, stream: number): LabelledData {
  if (data.targets.length <= most) return data;
  return takeRows(data, sampleIndices(data.targets.length, most, createRandom(seed, stream)));
}

/** A window with what the trees expect of its rows, and what they miss. */
interface ScoredWindow {
  readonly data: LabelledData;
  readonly expected: Float64Array;
  readonly residuals: Float64Array;
}

function scoreWindow(data: LabelledData, ensemble: Ensemble): ScoredWindow {
  const expected = score(ensemble, data.columns);
  return { data, expected, residuals: data.targets.map((target, row) => target - expected[row]) };
}

/**
 * What the trees miss in the newer window beyond what they miss in the older. They have seen those rows, and miss less
 * there than they would of others: the share that they do not foretell of rows that were held out counts.
 */
function remainderOf(before: ScoredWindow, after: ScoredWindow, foretold: number): Part {
  const [left, leftAfter] = [sumsOf(before.residuals), sumsOf(after.residuals)];
  const honest = Math.max(varianceOf(left), (1 - foretold) * varianceOf(sumsOf(before.data.targets)));
  const variance = honest / left.count + varianceOf(leftAfter) / leftAfter.count;
  return { contribution: meanOf(leftAfter) - meanOf(left), standardError: Math.sqrt(variance) };
}

function inputParts(
  ensemble: Ensemble,
  before: ScoredWindow,
  after: ScoredWindow,
  seed: number,
): (Part & { feature: number })[] {
  const explainer = explainerOf(ensemble, before.data.columns, seed);
  const [means, meansAfter] = [meanParts(explainer, before, seed, 3), meanParts(explainer, after, seed, 4)];
  return means.map(({ mean, variance }, feature) => ({
    feature,
    contribution: meansAfter[feature].mean - mean,
    standardError: Math.sqrt(variance + meansAfter[feature].variance),
  }));
}

/** Explains the trees beside the older rows: what is not known counts as in that window. */
function explainerOf(ensemble: Ensemble, columns: readonly Column[], seed: number): TreeExplainer {
  const chosen = sampleIndices(columns[0].values.length, MOST_LEARNED, createRandom(seed, 2));
  const model = withSharesOf(ensembleTrees(ensemble, columns.length), rowsAt(columns, chosen));
  const result = pathDependentExplainer(model);
  if (!result.ok) throw new Error(result.failure.message);
  return result.explainer;
}

function meanParts(explainer: TreeExplainer, { data, expected }: ScoredWindow, seed: number, stream: number) {
  const chosen = sampleIndices(expected.length, MOST_EXPLAINED, createRandom(seed, stream));
  const parts = rowsAt(data.columns, chosen).map((row) => explainer.explain(row).contributions);
  const sums = sumsOf(expected);
  return regressionMeans(
    { parts, whole: Float64Array.from(chosen, (row) => expected[row]) },
    { count: sums.count, mean: meanOf(sums), variance: varianceOf(sums) },
  );
}

function rowsAt(columns: readonly Column[], rows: Int32Array): Float64Array[] {
  return Array.from(rows, (row) => Float64Array.from(columns, ({ values }) => values[row]));
}

/** Learns, from the newer rows, what is left at equal inputs, and says by which columns it differs. */
function findVariation({ data, residuals }: ScoredWindow, seed: number): number[] {
  const left = sampleRows(labelledData(data.columns, residuals), MOST_LEARNED, seed, 5);
  const { ensemble, foretold } = fitMetric(left, seed);
  if (foretold === 0) return [];
  const explainer = explainerOf(ensemble, left.columns, seed);
  const chosen = sampleIndices(left.targets.length, MOST_EXPLAINED, createRandom(seed, 6));
  const shares = sharesOf(meanAbsoluteContributions(explainer, rowsAt(left.columns, chosen)));
  return [...shares.keys()].filter((k) => shares[k] >= LEAST_SHARE).sort((a, b) => shares[b] - shares[a]);
}
