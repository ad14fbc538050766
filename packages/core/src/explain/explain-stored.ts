import type { Manifest } from '../features/manifest.ts';
import { answersOf } from './evaluate-trees.ts';
import { explainAnswer, type AnswerAttribution } from './explain-answer.ts';
import type { TreeExplainer } from './tree-explainer.ts';
import type { TreeModel } from './tree-model.ts';

/** What a model answered to a row, as it is stored. */
export interface StoredAnswer {
  /** Index of the answered class; null for a regression. */
  readonly label: number | null;
  /** Binary models: of the positive class; others: of the answered class. */
  readonly probability: number | null;
  /** A regression's answer. */
  readonly value: number | null;
}

/** An answer that differs by more was not made by this model: they are kept with 32 bits. */
const ROUNDING = 1e-4;

/** The number that is explained; null where there is none (the prediction failed). */
export function explainedNumber({ probability, value }: StoredAnswer): number | null {
  return value ?? probability;
}

export function isSameAnswer(explained: number, stored: number): boolean {
  return Math.abs(explained - stored) <= ROUNDING * Math.max(1, Math.abs(stored));
}

/** Which of a model's `answers` (columns of its output) is explained: that of the positive, or of the answered class. */
export function explainedColumn(
  { task, classes, positiveClass }: Pick<Manifest, 'task' | 'classes' | 'positiveClass'>,
  answers: number,
  label: number | null,
): number {
  if (task === 'REGRESSION' || answers === 1) return 0;
  return task === 'BINARY_CLASSIFICATION' ? classes.indexOf(positiveClass ?? '') : (label ?? 0);
}

/** Explains a stored answer exactly. Null when the trees answer something else: then it is not theirs. */
export function explainStored(
  explainer: TreeExplainer,
  manifest: Pick<Manifest, 'task' | 'classes' | 'positiveClass'>,
  input: ArrayLike<number>,
  stored: StoredAnswer,
): AnswerAttribution | null {
  const { model } = explainer;
  const column = explainedColumn(manifest, answerCount(model), stored.label);
  const answered = answersOf(model, input)[column];
  const number = explainedNumber(stored);
  if (number === null || !isSameAnswer(answered, number)) return null;
  return explainAnswer(explainer, input, column);
}

function answerCount({ classes, sums }: TreeModel): number {
  return classes.length > 0 ? classes.length : sums.length;
}
