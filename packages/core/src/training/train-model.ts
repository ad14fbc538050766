import type { Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { defaultBoosting, type BoostingOptions } from './boosting.ts';
import {
  featureReferences,
  importanceReference,
  referenceNullLimits,
  scoreReference,
} from './build-reference.ts';
import { crossValidate, type Fit, type Repeat } from './cross-validation.ts';
import { labelledData, type LabelledData } from './dataset.ts';
import type { TrainingTable } from './training-table.ts';
import { gainImportance, predict, type Ensemble } from './ensemble.ts';
import {
  findUsefulThreshold,
  foldSpreads,
  meanConfidence,
  metricsOver,
  type FoldSpread,
  type UsefulThreshold,
} from './evaluate-repeats.ts';
import { fitClassifier, type ClassifierOptions, type FittedClassifier } from './fit-classifier.ts';
import { groupCount, singleRowGroups } from './grouped-folds.ts';
import { writeClassifier } from './write-onnx.ts';

/** Where a training run stands: fits done of all fits. */
export type OnProgress = (done: number, total: number) => void;

export interface TrainingOptions {
  readonly boosting: BoostingOptions;
  readonly folds: number;
  readonly innerFolds: number;
  /** Repeats of the grouped cross-validation. */
  readonly repeats: number;
  /** Repeats of the random split shown beside it; only made where rows are grouped. */
  readonly leakyRepeats: number;
  readonly seed: number;
  readonly onProgress?: OnProgress;
}

export const defaultTraining: TrainingOptions = {
  boosting: defaultBoosting,
  folds: 5,
  innerFolds: 4,
  repeats: 10,
  leakyRepeats: 2,
  seed: 1,
};

/** What a run is told from outside: the data's identity and the time. */
export interface Provenance {
  /** ISO 8601. */
  readonly trainedAt: string;
  /** Hex. */
  readonly dataSha256: string;
  /** How rows were grouped, in words, or null when each row stood alone. */
  readonly groupedBy: string | null;
}

export interface TrainedModel {
  readonly manifest: Manifest;
  readonly reference: Reference;
  /** What model.onnx is written from. */
  readonly ensemble: Ensemble;
  /** The bytes of model.onnx. */
  readonly onnx: Uint8Array;
  readonly report: TrainingReport;
}

/** What the model card says beyond manifest and reference. */
export interface TrainingReport {
  readonly positiveRate: number;
  readonly meanConfidence: number;
  readonly spreads: readonly FoldSpread[];
  readonly useful: UsefulThreshold;
  readonly rounds: number;
  /** Share of the total gain by feature, greatest first. */
  readonly importance: readonly { readonly name: string; readonly share: number }[];
  readonly leakyRepeats: number;
}

export type TrainResult = { ok: true; model: TrainedModel } | { ok: false; message: string };

/**
 * Trains a calibrated binary classifier, evaluates the recipe by grouped cross-validation, and makes all that a model
 * folder holds. Deterministic: the same data, options and provenance give the same bytes. Takes seconds to minutes
 * of one thread.
 */
export function trainModel(
  manifest: Manifest,
  table: TrainingTable,
  groups: Int32Array,
  provenance: Provenance,
  options: TrainingOptions = defaultTraining,
): TrainResult {
  const problem = findProblem(manifest, table, groups, options);
  if (problem !== null) return { ok: false, message: problem };
  const data = labelledData(table.columns, table.targets);
  const evaluation = evaluate(data, groups, options);
  const fitted = fitClassifier(data, groups, options, options.seed);
  const useful = findUsefulThreshold(evaluation.honest, data.targets, manifest.costs);
  const trained = { ...manifest, training: trainingFields(groups, fitted, provenance, options) };
  const outcome = { manifest: trained, table, groups, evaluation, fitted, useful, options };
  return {
    ok: true,
    model: {
      manifest: trained,
      reference: makeReference(outcome),
      ensemble: fitted.ensemble,
      onnx: makeOnnx(outcome),
      report: makeReport(outcome),
    },
  };
}

function findProblem(
  { task, classes, positiveClass, target }: Manifest,
  { targets }: TrainingTable,
  groups: Int32Array,
  { folds }: TrainingOptions,
): string | null {
  if (task !== 'BINARY_CLASSIFICATION')
    return `training is for binary classifiers; the manifest says ${task}`;
  if (positiveClass !== classes[1]) return 'the positive class must be the second of the classes';
  const positives = targets.reduce((sum, value) => sum + value, 0);
  const rarer = Math.min(positives, targets.length - positives);
  if (rarer === 0) return `column "${target.column}" has one class only`;
  if (rarer < 2 * folds) return `${rarer} rows of the rarer class are too few for ${folds} folds`;
  if (groupCount(groups) < 2 * folds) return `${groupCount(groups)} groups are too few for ${folds} folds`;
  return null;
}

interface Evaluation {
  readonly honest: readonly Repeat[];
  /** By a random split; empty where rows are not grouped, since it would be the same. */
  readonly leaky: readonly Repeat[];
}

function evaluate(data: LabelledData, groups: Int32Array, options: TrainingOptions): Evaluation {
  const { folds, repeats, seed, onProgress } = options;
  const single = singleRowGroups(groups.length);
  const leakyRepeats = groupCount(groups) < groups.length ? options.leakyRepeats : 0;
  const total = folds * (repeats + leakyRepeats);
  const run = (rowGroups: Int32Array, count: number, before: number) =>
    crossValidate(data, rowGroups, calibratedFit(options), {
      folds,
      repeats: count,
      seed,
      onFit: (done) => onProgress?.(before + done, total),
    });
  return { honest: run(groups, repeats, 0), leaky: run(single, leakyRepeats, folds * repeats) };
}

/** The recipe of the shipped model, to be tried on the training folds. */
function calibratedFit(options: ClassifierOptions): Fit {
  return (training, groups, seed) => {
    const { ensemble } = fitClassifier(training, groups, options, seed);
    return (columns) => predict(ensemble, columns);
  };
}

function trainingFields(
  groups: Int32Array,
  { rounds, platt }: FittedClassifier,
  { trainedAt, dataSha256, groupedBy }: Provenance,
  { boosting, innerFolds, seed }: TrainingOptions,
): Manifest['training'] {
  const { rounds: maximumRounds, ...parameters } = boosting;
  return {
    trainedAt,
    algorithm: 'histogram gradient boosting with Platt calibration',
    parameters: {
      rounds,
      maximumRounds,
      ...parameters,
      innerFolds,
      calibrationSlope: platt.slope,
      calibrationIntercept: platt.intercept,
      ...(groupedBy === null ? {} : { groupedBy }),
    },
    seed,
    rows: groups.length,
    groups: groupCount(groups),
    dataSha256,
  };
}

/** All that a run has found. */
interface Outcome {
  readonly manifest: Manifest;
  readonly table: TrainingTable;
  readonly groups: Int32Array;
  readonly evaluation: Evaluation;
  readonly fitted: FittedClassifier;
  readonly useful: UsefulThreshold;
  readonly options: TrainingOptions;
}

function makeReference({ manifest, table, groups, evaluation, fitted, useful, options }: Outcome): Reference {
  const { honest, leaky } = evaluation;
  const { targets, values } = table;
  const { folds, repeats, innerFolds, seed } = options;
  const features = featureReferences(manifest, values);
  const scores = scoreReference(manifest.classes, targets, honest[0].scores);
  const kind = groupCount(groups) < groups.length ? 'grouped, stratified' : 'stratified';
  return {
    referenceVersion: 1,
    model: manifest.name,
    rows: groups.length,
    groups: groupCount(groups),
    features,
    scores,
    nullLimits: referenceNullLimits(features, scores, seed),
    importance: importanceReference(manifest, fitted.ensemble, table.columns, seed),
    baseline: {
      method:
        `Mean of ${repeats} repeat(s) of ${kind} ${folds}-fold cross-validation; early stopping and calibration by ` +
        `${innerFolds} inner folds of each training part. The score curve is the first repeat's.`,
      folds,
      repeats,
      threshold: manifest.threshold,
      metrics: metricsOver(honest, targets, manifest.threshold),
      atUsefulThreshold: {
        threshold: useful.threshold,
        metrics: metricsOver(honest, targets, useful.threshold),
      },
      leaky: metricsOver(leaky, targets, manifest.threshold),
    },
  };
}

function makeOnnx({ manifest, fitted }: Outcome): Uint8Array {
  const { name, version, features, classes } = manifest;
  return writeClassifier(fitted.ensemble, {
    features: features.length,
    metadata: {
      model: name,
      version,
      features: features.map((feature) => feature.name).join(','),
      classes: classes.join(','),
    },
    modelVersion: Number.parseInt(version, 10) || 1,
  });
}

function makeReport({ manifest, table, evaluation, fitted, useful }: Outcome): TrainingReport {
  const { targets } = table;
  const shares = gainImportance(fitted.ensemble, manifest.features.length);
  const importance = manifest.features.map(({ name }, i) => ({ name, share: shares[i] }));
  return {
    positiveRate: targets.reduce((sum, value) => sum + value, 0) / targets.length,
    meanConfidence: meanConfidence(evaluation.honest, manifest.threshold),
    spreads: foldSpreads(evaluation.honest, targets, manifest.threshold),
    useful,
    rounds: fitted.rounds,
    importance: importance.sort((a, b) => b.share - a.share),
    leakyRepeats: evaluation.leaky.length,
  };
}
