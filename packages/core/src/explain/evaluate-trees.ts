import { logistic } from '../training/objective.ts';
import { comparableRow, leafOf, type TreeModel } from './tree-model.ts';

/** The margins of a row, one a sum: log-odds under LOGISTIC, else what the link is applied to. Rows as the model's input. */
export function marginsOf(model: TreeModel, row: ArrayLike<number>): Float64Array {
  const values = comparableRow(model, row);
  return Float64Array.from(model.sums, ({ base, roots, leafValue }) => {
    let margin = base;
    for (const root of roots) margin += leafValue[leafOf(model.nodes, root, values)];
    return margin;
  });
}

/**
 * What the model answers to a row: a probability a class (or its score, under the link NONE), or a value a target. Equal
 * to onnxruntime's answer but for its float32 arithmetic.
 */
export function answersOf(model: TreeModel, row: ArrayLike<number>): Float64Array {
  const answers = applyLink(model, marginsOf(model, row));
  if (model.firstClass === null) return answers;
  const second = answers[0];
  return Float64Array.of(model.firstClass === 'COMPLEMENT' ? 1 - second : -second, second);
}

/** The answers under which a class or target is kept in `sums`, before a first class is added. */
function applyLink({ link }: Pick<TreeModel, 'link'>, margins: Float64Array): Float64Array {
  if (link === 'LOGISTIC') return margins.map(logistic);
  if (link === 'EXPONENTIAL') return margins.map(Math.exp);
  return link === 'SOFTMAX' ? softmax(margins) : margins;
}

function softmax(margins: Float64Array): Float64Array {
  const greatest = margins.reduce((most, margin) => Math.max(most, margin), -Infinity);
  const powers = margins.map((margin) => Math.exp(margin - greatest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
