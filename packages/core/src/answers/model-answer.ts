import type { Manifest } from '../features/manifest.ts';

/** What a model answered, as it is stored. */
export interface ModelAnswer {
  /** Index of the class; null for a regression. */
  label: number | null;
  /** A regression's answer. */
  value: number | null;
  /** 0..1. Binary: of the positive class; others: of the answered class. */
  probability: number | null;
  /** In the order of the classes; null for a binary model. */
  probabilities: number[] | null;
  /** Probability of the answered label; null where no probability is known. */
  confidence: number | null;
}

export const NO_ANSWER: ModelAnswer = {
  label: null,
  value: null,
  probability: null,
  probabilities: null,
  confidence: null,
};

/**
 * Of two classes: the label given, or the positive class from the manifest's threshold on. The confidence is the
 * probability of that label, not the larger of the two, which differs when the threshold is not 0.5.
 */
export function binaryAnswer(
  manifest: Pick<Manifest, 'classes' | 'positiveClass' | 'threshold'>,
  probability: number | null,
  given: number | null = null,
): ModelAnswer {
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  const isPositive = given === null ? (probability ?? 0) >= manifest.threshold : given === positive;
  const confidence = probability === null ? null : isPositive ? probability : 1 - probability;
  return {
    label: isPositive ? positive : 1 - positive,
    value: null,
    probability,
    probabilities: null,
    confidence,
  };
}

/** Of several classes: the label given, or the most probable one. */
export function multiclassAnswer(probabilities: number[], given: number | null = null): ModelAnswer {
  const label = given ?? probabilities.indexOf(Math.max(...probabilities));
  const probability = probabilities[label];
  return { label, value: null, probability, probabilities, confidence: probability };
}
