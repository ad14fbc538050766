import type { Feature } from '../features/manifest.ts';
import { failure, type Failure } from '../errors/error-code.ts';
import { featureMessage, remainderMessage, segmentMessage, wholeMessage } from './change-message.ts';
import type { ChangeWindow } from './change-window.ts';
import { accountByFeature, type FeatureAccount, type FeaturePart } from './feature-account.ts';
import type { JudgedPart } from './mean-change.ts';
import type { ChangeMetric } from './row-metrics.ts';
import { accountBySegment, type SegmentAccount, type SegmentPart } from './segment-account.ts';
import { segmentSums, type SegmentSums } from './segment-sums.ts';

export interface ChangeRequest {
  readonly metric: ChangeMetric;
  readonly before: ChangeWindow;
  readonly after: ChangeWindow;
  /** What the columns of both windows are, in their order. */
  readonly features: readonly Feature[];
  /** Names of the features that rows are segmented by (a manifest's `segments`). */
  readonly segments: readonly string[];
  readonly seed: number;
}

/** Something with a plain sentence about it. */
export type Told<T> = T & { readonly message: string };

export interface Segmentation extends Omit<SegmentAccount, 'parts'> {
  readonly feature: string;
  readonly parts: readonly Told<SegmentPart>[];
}

export interface FeatureExplanation extends Omit<FeatureAccount, 'parts' | 'remainder' | 'variesWith'> {
  readonly parts: readonly Told<FeaturePart & { readonly name: string }>[];
  readonly remainder: Told<JudgedPart>;
  /** Names, strongest first. */
  readonly variesWith: readonly string[];
}

/** Why a metric changed, told twice over: each segmentation sums to the whole, and so do the features with the remainder. */
export interface ChangeExplanation {
  readonly metric: ChangeMetric;
  readonly before: number;
  readonly after: number;
  readonly whole: Told<JudgedPart>;
  /** The most telling first (`tellingOf`). */
  readonly segmentations: readonly Segmentation[];
  readonly features: FeatureExplanation;
}

export type ChangeResult = { ok: true; explanation: ChangeExplanation } | { ok: false; failure: Failure };

/**
 * A ranked account of why accuracy, mean confidence or the positive rate changed between two windows. Needs 300 rows with
 * a known metric in each; takes about a second of one thread for some thousand rows.
 */
export function explainChange(request: ChangeRequest): ChangeResult {
  const { metric, before, after, features, segments, seed } = request;
  const problem = findProblem(request);
  if (problem !== null) return { ok: false, failure: problem };
  const total = accountBySegment(allRows(before), allRows(after));
  if (!total.ok) return total;
  const byFeature = accountByFeature(before, after, seed);
  if (!byFeature.ok) return byFeature;
  return {
    ok: true,
    explanation: {
      metric,
      before: total.account.before,
      after: total.account.after,
      whole: { ...total.account.whole, message: wholeMessage(metric, total.account) },
      segmentations: segments
        .flatMap((name) => segmentation(request, name))
        .sort((a, b) => tellingOf(b) - tellingOf(a)),
      features: tellFeatures(metric, byFeature.account, features),
    },
  };
}

function findProblem({ before, after, features, segments }: ChangeRequest): Failure | null {
  const unknown = segments.find((name) => features.every((feature) => feature.name !== name));
  if (unknown !== undefined) return failure('BAD_USER_INPUT', `"${unknown}" is not a feature`, 'segments');
  const isWhole = ({ values, columns }: ChangeWindow) =>
    columns.length === features.length && columns.every((column) => column.values.length === values.length);
  if (features.length > 0 && isWhole(before) && isWhole(after)) return null;
  return failure('BAD_USER_INPUT', 'both windows need a column for every feature, and a value for every row');
}

function allRows({ values }: ChangeWindow): SegmentSums {
  return segmentSums(new Uint8Array(values.length), values, () => 'all');
}

function segmentation({ metric, before, after, features }: ChangeRequest, name: string): Segmentation[] {
  const column = features.findIndex((feature) => feature.name === name);
  const sums = ({ columns, values }: ChangeWindow) =>
    segmentSums(columns[column].values, values, (code) => valueName(features[column], code));
  const told = tellSegmentation(metric, name, sums(before), sums(after));
  return told === null ? [] : [told];
}

/** The account by the segments of one feature, in words; null under 300 rows with a known metric in a window. */
export function tellSegmentation(
  metric: ChangeMetric,
  feature: string,
  before: SegmentSums,
  after: SegmentSums,
): Segmentation | null {
  const result = accountBySegment(before, after);
  if (!result.ok) return null;
  const parts = result.account.parts.map((part) => ({
    ...part,
    message: segmentMessage(metric, feature, part),
  }));
  return { ...result.account, feature, parts };
}

/**
 * How much a segmentation says of a change: its shares moved it (mix), or its segments changed unlike each other. 0 when it
 * says no more than the whole does.
 */
export function tellingOf({ mix, unevenness }: Pick<SegmentAccount, 'mix' | 'unevenness'>): number {
  return Math.max(Math.abs(mix), unevenness);
}

function valueName(feature: Feature, code: number): string {
  return feature.kind === 'CATEGORICAL' ? (feature.categories[code] ?? String(code)) : String(code);
}

function tellFeatures(
  metric: ChangeMetric,
  account: FeatureAccount,
  features: readonly Feature[],
): FeatureExplanation {
  const nameOf = (feature: number) => features[feature].name;
  return {
    ...account,
    parts: account.parts.map((part) => {
      const name = nameOf(part.feature);
      return { ...part, name, message: featureMessage(metric, name, part) };
    }),
    remainder: { ...account.remainder, message: remainderMessage(metric, account, nameOf) },
    variesWith: account.variesWith.map(nameOf),
  };
}
