import { binaryAnswer, multiclassAnswer, NO_ANSWER, type ModelAnswer } from '../answers/model-answer.ts';
import { failure, type Failure } from '../errors/error-code.ts';
import type { Manifest } from '../features/manifest.ts';

/** What another system wrote down of its answer. */
export interface AnswerFields {
  /** Name of a class, or how the source data codes it. */
  label: string | null;
  probability: number | null;
  probabilities: readonly number[] | null;
  value: number | null;
}

export type AnswerResult = { ok: true; answer: ModelAnswer } | { ok: false; failure: Failure };

/** How far the probabilities of all classes may be from 1 in sum: logs are rounded. */
const SUM_TOLERANCE = 0.01;

/**
 * Reads a logged answer. Binary: the label, or the positive class from the manifest's threshold on. Several classes: the
 * label, or the most probable class. Regression: a finite value. BAD_USER_INPUT with the field for anything else.
 */
export function readAnswer(
  manifest: Manifest,
  fields: AnswerFields,
  fieldOf: (name: keyof AnswerFields) => string,
): AnswerResult {
  const bad = (name: keyof AnswerFields, message: string): AnswerResult => ({
    ok: false,
    failure: failure('BAD_USER_INPUT', message, fieldOf(name)),
  });
  const { label: sent, probability, probabilities, value } = fields;
  if (manifest.task === 'REGRESSION') {
    if (value === null || !Number.isFinite(value)) return bad('value', 'a finite value is needed');
    return { ok: true, answer: { ...NO_ANSWER, value } };
  }
  if (probability !== null && !isShare(probability)) return bad('probability', 'must be 0 to 1');
  const label = sent === null ? null : classOf(manifest, sent);
  if (label === -1) return bad('label', `"${sent}" is none of the classes ${manifest.classes.join(', ')}`);
  if (manifest.task === 'BINARY_CLASSIFICATION') {
    return label === null && probability === null
      ? bad('probability', 'a probability or a label is needed')
      : { ok: true, answer: binaryAnswer(manifest, probability, label) };
  }
  if (probabilities === null) {
    if (label === null) return bad('label', 'a label is needed, or the probabilities of all classes');
    return { ok: true, answer: { ...NO_ANSWER, label, probability, confidence: probability } };
  }
  const wrong = problemOf(probabilities, manifest.classes.length);
  if (wrong !== null) return bad('probabilities', wrong);
  return { ok: true, answer: multiclassAnswer([...probabilities], label) };
}

/** Index of a class by its name or by its code in the source data; -1 for no class. */
export function classOf({ classes, target }: Manifest, text: string): number {
  const named = classes.indexOf(text);
  return named >= 0 || !Object.hasOwn(target.values, text) ? named : classes.indexOf(target.values[text]);
}

function problemOf(probabilities: readonly number[], classes: number): string | null {
  if (probabilities.length !== classes) return `must be ${classes} numbers, one a class`;
  if (!probabilities.every(isShare)) return 'must each be 0 to 1';
  const sum = probabilities.reduce((a, b) => a + b, 0);
  return Math.abs(sum - 1) > SUM_TOLERANCE ? `must add up to 1, not ${sum.toFixed(3)}` : null;
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
