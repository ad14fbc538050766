import { LEAF } from '../training/tree.ts';
import { shareOf } from './assemble-trees.ts';
import { comparableRow, passes, type TreeModel } from './tree-model.ts';

/**
 * The model with the share of `rows` that passes at each node, in place of what its file says. Rows are the model's
 * input, one number a column, NaN missing: best the rows it was trained on. Where no row comes to a node, both its
 * children count half. Without rows the model is returned as it is.
 */
export function withSharesOf(model: TreeModel, rows: readonly ArrayLike<number>[]): TreeModel {
  if (rows.length === 0) return model;
  const { nodes, roots } = model;
  const { feature, whenTrue, whenFalse } = nodes;
  const visits = new Float64Array(feature.length);
  const passed = new Float64Array(feature.length);
  for (const row of rows) {
    const values = comparableRow(model, row);
    for (const root of roots) {
      for (let node = root; feature[node] !== LEAF;) {
        const isPassing = passes(nodes, node, values[feature[node]]);
        visits[node]++;
        if (isPassing) passed[node]++;
        node = isPassing ? whenTrue[node] : whenFalse[node];
      }
    }
  }
  const trueShare = visits.map((count, node) => shareOf(passed[node], count));
  return { ...model, nodes: { ...nodes, trueShare } };
}
