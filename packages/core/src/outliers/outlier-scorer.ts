import type { Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { compileDependence, type CombinationSurprise } from './dependence-tree.ts';
import type { OutlierModel } from './outlier-model.ts';
import { calibratedScore, OUTLIER_SCORE } from './score-calibration.ts';
import { compileSurprise, type Surprise } from './tail-surprise.ts';

/** Why a row scores high: one feature's part of it. */
export interface OutlierReason {
  readonly feature: string;
  /** Nats of surprise of the value by itself, from 0 on. */
  readonly value: number;
  /** Nats that its combination with `given` adds, or takes away. */
  readonly combination: number;
  /** The feature that it usually goes together with; null without one. */
  readonly given: string | null;
}

export interface OutlierScorer {
  /** 0..1, about the share of reference rows that are less strange. Values as the codec encodes them, NaN missing. */
  score(values: ArrayLike<number>): number;
  isOutlier(values: ArrayLike<number>): boolean;
  /** The features that add most, largest first; none for which the sum is not above 0. */
  explain(values: ArrayLike<number>, most?: number): OutlierReason[];
}

interface CompiledFeature {
  readonly name: string;
  readonly surprise: Surprise;
  readonly link: CombinationSurprise | null;
}

/**
 * Compiles the per-row outlier score: the sum over features of how surprising the value is in the reference (see
 * `compileSurprise`), and, where the model knows which features go together, of how much more surprising it is beside
 * them (see `fitDependenceTree`). A feature that the reference lacks counts for nothing.
 */
export function compileOutlierScorer(
  { features }: Pick<Manifest, 'features'>,
  reference: Pick<Reference, 'features'>,
  model: OutlierModel,
): OutlierScorer {
  const links = model.dependence === null ? features.map(() => null) : compileDependence(model.dependence);
  const compiled: CompiledFeature[] = features.map(({ name }, i) => {
    const known = reference.features[name];
    return { name, surprise: known === undefined ? () => 0 : compileSurprise(known), link: links[i] };
  });
  const score = (values: ArrayLike<number>) => calibratedScore(model.calibration, rawScore(compiled, values));
  return {
    score,
    isOutlier: (values) => score(values) > OUTLIER_SCORE,
    explain: (values, most = 3) =>
      compiled
        .map((feature, i) => reasonOf(feature, i, features, values))
        .filter(({ value, combination }) => value + combination > 0)
        .sort((a, b) => b.value + b.combination - (a.value + a.combination))
        .slice(0, most),
  };
}

function rawScore(compiled: readonly CompiledFeature[], values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < compiled.length; i++) {
    const { surprise, link } = compiled[i];
    sum += surprise(values[i]);
    if (link !== null) sum += link.surprise(values[i], values[link.parent]);
  }
  return sum;
}

/** Raw scores of rows that stand in columns: in nats, not calibrated. */
export function rawScores(
  { features }: Pick<Manifest, 'features'>,
  reference: Pick<Reference, 'features'>,
  dependence: OutlierModel['dependence'],
  columns: readonly ArrayLike<number>[],
): Float64Array {
  const links = dependence === null ? features.map(() => null) : compileDependence(dependence);
  const scores = new Float64Array(columns.at(0)?.length ?? 0);
  features.forEach(({ name }, i) => {
    const known = reference.features[name];
    const surprise = known === undefined ? () => 0 : compileSurprise(known);
    const link = links[i];
    for (let row = 0; row < scores.length; row++) {
      scores[row] += surprise(columns[i][row]);
      if (link !== null) scores[row] += link.surprise(columns[i][row], columns[link.parent][row]);
    }
  });
  return scores;
}

function reasonOf(
  { name, surprise, link }: CompiledFeature,
  index: number,
  features: Manifest['features'],
  values: ArrayLike<number>,
): OutlierReason {
  return {
    feature: name,
    value: surprise(values[index]),
    combination: link === null ? 0 : link.surprise(values[index], values[link.parent]),
    given: link === null ? null : features[link.parent].name,
  };
}
