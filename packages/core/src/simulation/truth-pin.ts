import { binaryMetrics } from '../performance/binary-metrics.ts';
import { logistic } from '../training/objective.ts';
import type { Random } from '../training/random.ts';
import { drawNormal } from './synthetic-normal.ts';
import { roundTo } from './synthetic-tree.ts';
import { expectedFiguresOf, type ExpectedFigures } from './truth-expected.ts';
import { driftedScore, type Concept, type Truth, type TruthForest } from './truth.ts';

/** Synthetic customers as pinning sees them: one entry a customer each. */
export interface PinSample {
  /** The served model's probabilities. */
  readonly served: Float64Array;
  /** The truth's f(x), and f(x) with the drifting features unknown. */
  readonly full: Float64Array;
  readonly without: Float64Array;
  /** Standard normal: the noise before it is scaled. */
  readonly noises: Float64Array;
}

export function drawPinSample(
  customers: readonly Float64Array[],
  served: Float64Array,
  forest: TruthForest,
  random: Random,
): PinSample {
  return {
    served,
    full: forest.full(customers),
    without: forest.without(customers),
    noises: served.map(() => drawNormal(random)),
  };
}

/** What the served model is to show on synthetic customers. */
export interface PinTarget {
  readonly threshold: number;
  readonly positiveRate: number;
  readonly accuracy: number;
  readonly rocAuc: number;
  readonly recall: number;
}

export type Pinned = Pick<Truth, 'intercept' | 'slope' | 'noise'>;

const NOISES = [0.25, 0.5, 0.75, 1];
const SLOPES = { least: 0.05, most: 8 };
const STRENGTHS = { least: 0.3, most: 0.8 };
/** How far off each figure may be; misses are weighed by it. */
const TOLERANCE = { accuracy: 0.015, rocAuc: 0.015, recall: 0.1, ece: 0.03 };
/** A concept drift takes this share of the recall: about 17 of 55 points. */
const RECALL_LOST = 0.31;
const DIGITS = 4;

/**
 * Solves the truth for a sample: for each noise the slope that gives the ROC AUC aimed at, with the intercept that
 * gives the positive rate; then the noise by which accuracy, recall and calibration miss least.
 */
export function solvePin(sample: PinSample, target: PinTarget): Pinned {
  const figuresOf = expectedFiguresOf(sample.served, target.threshold);
  const tried = NOISES.map((noise) => {
    const solveFor = (slope: number) =>
      centre(
        sample.full.map((full) => slope * full),
        sample,
        noise,
        target,
      );
    const slope = bisect(SLOPES.least, SLOPES.most, (slope) => {
      return (figuresOf(solveFor(slope).probabilities).rocAuc ?? 0) - target.rocAuc;
    });
    const pinned = { intercept: solveFor(slope).intercept, slope, noise };
    return { pinned, miss: missOf(figuresOf(solveFor(slope).probabilities), target) };
  });
  const { pinned } = tried.reduce((least, other) => (other.miss < least.miss ? other : least));
  return { ...pinned, intercept: roundTo(DIGITS, pinned.intercept), slope: roundTo(DIGITS, pinned.slope) };
}

/** The strength, in hundredths, by which the served model loses its share of recall, and the intercept to go with it. */
export function solveDrift(
  sample: PinSample,
  { slope, intercept, noise }: Pinned,
  target: PinTarget,
): Pick<Truth['drift'], 'strength' | 'intercept'> {
  const figuresOf = expectedFiguresOf(sample.served, target.threshold);
  const recallOf = (probabilities: Float64Array) => figuresOf(probabilities).recall ?? 0;
  const drift = (strength: number) => {
    const scores = sample.full.map((full, i) => slope * driftedScore(full, sample.without[i], strength));
    return centre(scores, sample, noise, target);
  };
  const stable = sample.full.map((full, i) => logistic(intercept + slope * full + noise * sample.noises[i]));
  const left = (1 - RECALL_LOST) * recallOf(stable);
  const found = bisect(
    STRENGTHS.least,
    STRENGTHS.most,
    (strength) => left - recallOf(drift(strength).probabilities),
  );
  const strength = Number(found.toFixed(2));
  return { strength, intercept: roundTo(DIGITS, drift(strength).intercept) };
}

/** A sample's outcomes by a concept of the truth, 0 or 1. */
export function drawOutcomes(
  { full, without, noises }: PinSample,
  { intercept, slope, noise, drift }: Pinned & Pick<Truth, 'drift'>,
  concept: Concept,
  random: Random,
): Float64Array {
  return full.map((score, i) => {
    const logit =
      concept === 'STABLE'
        ? intercept + slope * score
        : drift.intercept + slope * driftedScore(score, without[i], drift.strength);
    return Number(random() < logistic(logit + noise * noises[i]));
  });
}

/** The served model's figures on such outcomes, base rate first. */
export function pinnedMetrics(
  outcomes: Float64Array,
  served: Float64Array,
  threshold: number,
): Truth['pinned']['stable'] {
  const positives = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const metrics = binaryMetrics(outcomes, served, threshold);
  const all = { positiveRate: positives / outcomes.length, ...metrics };
  return Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : { name, value: roundTo(DIGITS, value) },
  );
}

/** The intercept with which the mean probability is the rate aimed at, and the probabilities with it. */
function centre(
  scores: Float64Array,
  { noises }: PinSample,
  noise: number,
  { positiveRate }: PinTarget,
): { intercept: number; probabilities: Float64Array } {
  const logits = scores.map((score, i) => score + noise * noises[i]);
  const intercept = solveIntercept(logits, positiveRate);
  return { intercept, probabilities: logits.map((logit) => logistic(intercept + logit)) };
}

/** By Newton's method; steps are held short, since far out the mean hardly moves. */
function solveIntercept(logits: Float64Array, positiveRate: number): number {
  let intercept = 0;
  for (let step = Infinity, steps = 0; Math.abs(step) > 1e-9 && steps < 100; steps++) {
    let [mean, slope] = [0, 0];
    for (const logit of logits) {
      const p = logistic(intercept + logit);
      mean += p / logits.length;
      slope += (p * (1 - p)) / logits.length;
    }
    step = Math.max(-1, Math.min(1, (positiveRate - mean) / slope));
    intercept += step;
  }
  return intercept;
}

/** Squared misses in units of what is allowed. */
function missOf(figures: ExpectedFigures, target: PinTarget): number {
  const misses = [
    ((figures.accuracy ?? 0) - target.accuracy) / TOLERANCE.accuracy,
    ((figures.rocAuc ?? 0) - target.rocAuc) / TOLERANCE.rocAuc,
    ((figures.recall ?? 0) - target.recall) / TOLERANCE.recall,
    (figures.ece ?? 0) / TOLERANCE.ece,
  ];
  return misses.reduce((sum, miss) => sum + miss ** 2, 0);
}

/** Where an increasing function passes 0, to 1e-4 of the range; an end of it when it does not. */
function bisect(low: number, high: number, valueAt: (x: number) => number): number {
  const least = 1e-4 * (high - low);
  while (high - low > least) {
    const middle = (low + high) / 2;
    if (valueAt(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
