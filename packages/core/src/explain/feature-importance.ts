import type { Reference } from '../features/reference.ts';
import type { Column } from '../training/dataset.ts';
import { createRandom, sampleIndices } from '../training/random.ts';
import { meanAbsoluteContributions, sharesOf } from './mean-attribution.ts';
import { pathDependentExplainer } from './tree-explainer.ts';
import type { TreeModel } from './tree-model.ts';

/** Rows whose mean is taken: a share is then within some percent of itself. */
const MOST_ROWS = 2000;
/** Six digits in the file: more would be noise. */
const DIGITS = 1e6;

/**
 * How much each feature counts in a model's answers: mean |SHAP| (path-dependent, on the margin) over training rows, as
 * shares. `columns` are the model's input, one a feature in the order of `names`. Null where the model's file does not
 * say how its training rows spread.
 */
export function shapImportance(
  model: TreeModel,
  columns: readonly Column[],
  names: readonly string[],
  seed: number,
): Reference['importance'] {
  const result = pathDependentExplainer(model);
  if (!result.ok || columns.length === 0) return null;
  const chosen = sampleIndices(columns[0].values.length, MOST_ROWS, createRandom(seed));
  const rows = Array.from(chosen, (row) => columns.map(({ values }) => values[row]));
  const shares = sharesOf(meanAbsoluteContributions(result.explainer, rows));
  return {
    method: 'MEAN_ABSOLUTE_SHAP',
    rows: rows.length,
    shares: Object.fromEntries(names.map((name, i) => [name, Math.round(shares[i] * DIGITS) / DIGITS])),
  };
}
