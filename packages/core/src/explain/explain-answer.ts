import { logistic } from '../training/objective.ts';
import type { Attribution, TreeExplainer } from './tree-explainer.ts';
import type { TreeLink, TreeModel } from './tree-model.ts';

/**
 * What contributions are counted in: log-odds; scores that a softmax makes probabilities of; logarithms of the answer;
 * or the answer itself (values of a regression, probabilities of a forest).
 */
export type AttributionScale = 'LOG_ODDS' | 'SOFTMAX_SCORE' | 'LOGARITHM' | 'ANSWER';

export interface AnswerAttribution extends Attribution {
  readonly scale: AttributionScale;
  /** The same in the answer's own unit (`margin` is the answer then); null under SOFTMAX, where classes interact. */
  readonly onAnswerScale: Attribution | null;
}

const scales: Record<TreeLink, AttributionScale> = {
  LOGISTIC: 'LOG_ODDS',
  SOFTMAX: 'SOFTMAX_SCORE',
  EXPONENTIAL: 'LOGARITHM',
  NONE: 'ANSWER',
};

/** Explains one of the model's answers for a row: `answer` is the index of a class or target. */
export function explainAnswer(
  explainer: TreeExplainer,
  row: ArrayLike<number>,
  answer: number,
): AnswerAttribution {
  const { model } = explainer;
  const margin =
    model.firstClass === null
      ? explainer.explain(row, answer)
      : ofClass(model, explainer.explain(row), answer);
  return { ...margin, scale: scales[model.link], onAnswerScale: onAnswerScale(margin, model.link) };
}

/** With one score for two classes: what raises the second lowers the first. */
function ofClass({ firstClass, link }: TreeModel, second: Attribution, answer: number): Attribution {
  if (answer === 1) return second;
  const whole = firstClass === 'COMPLEMENT' && link === 'NONE' ? 1 : 0;
  return {
    baseValue: whole - second.baseValue,
    // Never -0, which reads oddly.
    contributions: second.contributions.map((value) => 0 - value),
    margin: whole - second.margin,
  };
}

/** Margins nearer than this: the slope stands for the quotient, whose digits cancel. */
const NEAR = 1e-6;

/**
 * Contributions to a margin as contributions to what the link makes of it, by one common factor: the rise of the answer
 * over that of the margin. They sum exactly and keep their order and shares; they are not the Shapley values of the
 * answer, and its base value is the answer at the mean margin, not the mean answer. Null under SOFTMAX.
 */
export function onAnswerScale(margin: Attribution, link: TreeLink): Attribution | null {
  if (link === 'SOFTMAX') return null;
  if (link === 'NONE') return margin;
  const apply = link === 'LOGISTIC' ? logistic : Math.exp;
  const [baseValue, value] = [apply(margin.baseValue), apply(margin.margin)];
  const distance = margin.margin - margin.baseValue;
  const slope = link === 'LOGISTIC' ? baseValue * (1 - baseValue) : baseValue;
  const factor = Math.abs(distance) < NEAR ? slope : (value - baseValue) / distance;
  return { baseValue, contributions: margin.contributions.map((part) => factor * part), margin: value };
}
