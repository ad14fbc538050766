import type { Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { predict, type Ensemble } from '../training/ensemble.ts';
import { createRandom, type Random } from '../training/random.ts';
import { trainingTable, type TrainingTable } from '../training/training-table.ts';
import { fitGenerator } from './generator-fit.ts';
import { compileGenerator, type Generator, type SampleCustomers } from './generator.ts';
import { roundTo } from './synthetic-tree.ts';
import { fitTruthForest } from './truth-forest.ts';
import {
  drawOutcomes,
  drawPinSample,
  pinnedMetrics,
  solveDrift,
  solvePin,
  type PinSample,
  type PinTarget,
} from './truth-pin.ts';
import { compileForest, type Concept, type Truth, type TruthForest } from './truth.ts';

export interface Synthetic {
  readonly generator: Generator;
  readonly truth: Truth;
}

export type SyntheticResult = { ok: true; synthetic: Synthetic } | { ok: false; message: string };

/** A served model with what training found out about it. */
export interface ServedModel {
  readonly manifest: Manifest;
  readonly reference: Reference;
  readonly ensemble: Ensemble;
}

/** Fewer rows, or rows of the rarer class, say too little about how customers hang together. */
const LEAST_ROWS = 300;
const LEAST_RARER = 30;
/** Features whose effects a concept drift halves. */
const DRIFTING = 2;

export interface SyntheticOptions {
  /** Synthetic customers that the truth is solved with, and fresh ones that its figures are stated from. */
  readonly pinCustomers: number;
  readonly checkCustomers: number;
}

export const defaultSynthetic: SyntheticOptions = { pinCustomers: 30_000, checkCustomers: 50_000 };

/** Independent sequences of chance under the run's seed, away from those of training. */
const streams = { forest: 1001, pin: 1002, check: 1003 } as const;

/**
 * Fits generator and truth to the table that `model` was trained on, and pins the truth to the model's own figures.
 * Takes seconds; the same arguments give the same result. A failure names in one line what is missing.
 */
export function fitSynthetic(
  model: ServedModel,
  table: TrainingTable,
  groups: Int32Array,
  seed: number,
  { pinCustomers, checkCustomers }: SyntheticOptions = defaultSynthetic,
): SyntheticResult {
  const problem = findProblem(model, table.targets);
  if (problem !== null) return { ok: false, message: problem };
  const { manifest } = model;
  const generator = fitGenerator(manifest, table, groups);
  const fitted = fitTruthForest(manifest, table, groups, createRandom(seed, streams.forest));
  const drifting = fitted.importance.slice(0, DRIFTING);
  const forest = compileForest(manifest, fitted.trees, drifting);
  const draw = pinSampler(model, compileGenerator(manifest, generator), forest);

  const target = pinTarget(model, table.targets);
  const sample = draw(pinCustomers, createRandom(seed, streams.pin));
  const pinned = solvePin(sample, target);
  const drift = { features: drifting, ...solveDrift(sample, pinned, target) };
  const random = createRandom(seed, streams.check);
  const check = draw(checkCustomers, random);
  const figuresOf = (concept: Concept) => {
    const outcomes = drawOutcomes(check, { ...pinned, drift }, concept, random);
    return pinnedMetrics(outcomes, check.served, target.threshold);
  };
  const truth: Truth = {
    truthVersion: 1,
    model: manifest.name,
    ...pinned,
    drift,
    pinned: {
      customers: checkCustomers,
      card: cardMetrics(model, target),
      stable: figuresOf('STABLE'),
      drifted: figuresOf('DRIFTED'),
    },
    method: fitted.method,
    trees: [...fitted.trees],
  };
  return { ok: true, synthetic: { generator, truth } };
}

function findProblem({ manifest, reference }: ServedModel, targets: Float64Array): string | null {
  if (manifest.task !== 'BINARY_CLASSIFICATION')
    return `they are for binary classifiers, not for ${manifest.task}`;
  const positives = targets.reduce((sum, target) => sum + target, 0);
  const rarer = Math.min(positives, targets.length - positives);
  if (targets.length < LEAST_ROWS) return `${targets.length} rows are too few; ${LEAST_ROWS} are needed`;
  if (rarer < LEAST_RARER) return `${rarer} rows of the rarer class are too few; ${LEAST_RARER} are needed`;
  const absent = ['accuracy', 'rocAuc', 'recall'].find((name) => metricOf(reference, name) === null);
  return absent === undefined ? null : `the model has no ${absent} to match`;
}

function metricOf({ baseline }: Reference, name: string): number | null {
  return baseline.metrics.find((metric) => metric.name === name)?.value ?? null;
}

/** The model's figures out of fold, at its threshold. */
function pinTarget({ manifest, reference }: ServedModel, targets: Float64Array): PinTarget {
  const figure = (name: string) => metricOf(reference, name) ?? 0;
  return {
    threshold: manifest.threshold,
    positiveRate: targets.reduce((sum, target) => sum + target, 0) / targets.length,
    accuracy: figure('accuracy'),
    rocAuc: figure('rocAuc'),
    recall: figure('recall'),
  };
}

function cardMetrics({ reference }: ServedModel, { positiveRate }: PinTarget): Truth['pinned']['card'] {
  const metrics = reference.baseline.metrics.map(({ name, value }) => ({ name, value: roundTo(4, value) }));
  return [{ name: 'positiveRate', value: roundTo(4, positiveRate) }, ...metrics];
}

/** Draws customers with the served model's scores of them and the truth's. */
function pinSampler(
  { manifest, ensemble }: ServedModel,
  sampleCustomers: SampleCustomers,
  forest: TruthForest,
): (count: number, random: Random) => PinSample {
  return (count, random) => {
    const customers = sampleCustomers(count, random);
    const { columns } = trainingTable(manifest, customers, new Float64Array(count));
    return drawPinSample(customers, predict(ensemble, columns), forest, random);
  };
}
