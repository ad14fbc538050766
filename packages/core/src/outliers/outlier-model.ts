import { z } from 'zod';
import { failure, type Failure } from '../errors/error-code.ts';
import type { Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { featureReferences } from '../training/build-reference.ts';
import { groupCount, singleRowGroups } from '../training/grouped-folds.ts';
import { createRandom, shuffle, type Random } from '../training/random.ts';
import { dependenceTreeSchema, fitDependenceTree } from './dependence-tree.ts';
import { rawScores } from './outlier-scorer.ts';
import { fitScoreCalibration, scoreCalibrationSchema } from './score-calibration.ts';
import { knownCounts } from './tail-surprise.ts';

type FeatureReference = Reference['features'][string];

/** What the outlier score needs besides the reference's counts. Serialisable. */
export const outlierModelSchema = z.object({
  /** Null: each feature is judged by itself. */
  dependence: dependenceTreeSchema.nullable(),
  calibration: scoreCalibrationSchema,
});

export type OutlierModel = z.infer<typeof outlierModelSchema>;
export type OutlierModelResult = { ok: true; model: OutlierModel } | { ok: false; failure: Failure };

const LEAST_ROWS = 100;
const FOLDS = 5;
/** Rows drawn to calibrate a model that was made from counts. */
const DRAWN_ROWS = 20_000;

/**
 * The default: learns from reference rows (columns in the manifest's order, NaN missing) which features go together, and
 * calibrates the score on rows that it has not seen (five folds; `groups`, one number a row, keeps related rows in one).
 * INSUFFICIENT_DATA under 100 rows.
 */
export function fitOutlierModel(
  manifest: Manifest,
  columns: readonly Float64Array[],
  seed: number,
  groups: Int32Array | null = null,
): OutlierModelResult {
  const rows = columns.at(0)?.length ?? 0;
  if (rows < LEAST_ROWS) {
    return { ok: false, failure: failure('INSUFFICIENT_DATA', `needs ${LEAST_ROWS} rows`) };
  }
  const folds = dealFolds(groups ?? singleRowGroups(rows), createRandom(seed));
  const unseen = Array.from({ length: FOLDS }, (_, fold) => scoresOfFold(manifest, columns, folds, fold));
  const calibration = fitScoreCalibration(Float64Array.from(unseen.flatMap((scores) => [...scores])));
  return { ok: true, model: { dependence: fitDependenceTree(manifest.features, columns), calibration } };
}

/** A fold for each row, the same for a whole group. */
function dealFolds(groups: Int32Array, random: Random): Int32Array {
  const order = Int32Array.from({ length: groupCount(groups) }, (_, group) => group);
  shuffle(order, random);
  return groups.map((group) => order[group] % FOLDS);
}

function scoresOfFold(
  manifest: Manifest,
  columns: readonly Float64Array[],
  folds: Int32Array,
  fold: number,
): Float64Array {
  const inside = columns.map((column) => column.filter((_, row) => folds[row] === fold));
  const outside = columns.map((column) => column.filter((_, row) => folds[row] !== fold));
  const reference = { features: featureReferences(manifest, outside) };
  return rawScores(manifest, reference, fitDependenceTree(manifest.features, outside), inside);
}

/**
 * From the reference's counts alone: no dependence, and calibrated on rows drawn as if features were independent, so
 * that of rows whose features go together more than 1 % may be flagged. INSUFFICIENT_DATA without counts.
 */
export function outlierModelOfCounts(
  manifest: Manifest,
  reference: Pick<Reference, 'features'>,
  seed: number,
): OutlierModelResult {
  const known = manifest.features.filter(({ name }) => reference.features[name] !== undefined);
  if (known.length === 0 || known.every(({ name }) => rowsOf(reference.features[name]) < LEAST_ROWS)) {
    return { ok: false, failure: failure('INSUFFICIENT_DATA', `needs the counts of ${LEAST_ROWS} rows`) };
  }
  const random = createRandom(seed);
  const columns = known.map(({ name }) => drawValues(reference.features[name], random));
  const scores = rawScores({ features: known }, reference, null, columns);
  return { ok: true, model: { dependence: null, calibration: fitScoreCalibration(scores) } };
}

function rowsOf(reference: FeatureReference): number {
  return knownCounts(reference).reduce((sum, count) => sum + count, reference.missing);
}

/** Values as frequent as in the reference, gaps included; of a bin its middle. */
function drawValues(reference: FeatureReference, random: Random): Float64Array {
  const counts = knownCounts(reference);
  const cumulative = new Float64Array(counts.length);
  counts.reduce((sum, count, i) => (cumulative[i] = sum + count), reference.missing);
  const valueAt = valueOf(reference);
  const rows = rowsOf(reference);
  return Float64Array.from({ length: DRAWN_ROWS }, () => {
    const place = random() * rows;
    if (place < reference.missing) return Number.NaN;
    const i = cumulative.findIndex((sum) => place < sum);
    return i < 0 ? Number.NaN : valueAt(i);
  });
}

function valueOf(reference: FeatureReference): (index: number) => number {
  if (reference.kind === 'CATEGORICAL') return (index) => index;
  const { distribution } = reference;
  if ('values' in distribution) return (index) => distribution.values[index];
  const { from, to, counts } = distribution;
  return (index) => from + ((index + 0.5) / counts.length) * (to - from);
}
