import { failure, type Failure } from '../errors/error-code.ts';
import { LEAF } from '../training/tree.ts';
import { marginsOf } from './evaluate-trees.ts';
import { comparableRow, type TreeModel, type TreeSum } from './tree-model.ts';
import { TreeShapley } from './tree-shapley.ts';

/** A margin taken apart: `baseValue` + all contributions = `margin`, to a relative 1e-12 or so. */
export interface Attribution {
  /** The margin of nothing known: its mean over the training weight, or over the background rows. */
  readonly baseValue: number;
  /** What each column adds, in the margin's unit: log-odds under LOGISTIC. */
  readonly contributions: Float64Array;
  readonly margin: number;
}

export interface TreeExplainer {
  readonly model: TreeModel;
  /** `PATH_DEPENDENT`: others averaged by training weight; `INTERVENTIONAL`: replaced by those of background rows. */
  readonly method: 'PATH_DEPENDENT' | 'INTERVENTIONAL';
  /** Explains one of the model's sums (0: the only one of a binary classifier or regression) for a row of its input. */
  explain(row: ArrayLike<number>, sum?: number): Attribution;
}

export type TreeExplainerResult = { ok: true; explainer: TreeExplainer } | { ok: false; failure: Failure };

/**
 * Exact Shapley values that need no data beside the model's shares: those of its file, or `withSharesOf` some rows.
 * Features that go together share the credit, even one that the model would answer the same without.
 */
export function pathDependentExplainer(model: TreeModel): TreeExplainerResult {
  if (model.nodes.trueShare === null) {
    return insufficient(
      'the file does not say how much training weight came through its nodes: rows are needed',
    );
  }
  const parts = model.sums.map((sum) => ({
    shapley: new TreeShapley(model, sum),
    baseValue: expectedMargin(model, sum),
  }));
  const explain: TreeExplainer['explain'] = (row, sum = 0) => {
    const contributions = new Float64Array(model.width);
    parts[sum].shapley.add(comparableRow(model, row), null, contributions);
    return { baseValue: parts[sum].baseValue, contributions, margin: marginsOf(model, row)[sum] };
  };
  return { ok: true, explainer: { model, method: 'PATH_DEPENDENT', explain } };
}

/**
 * Exact Shapley values against background rows (of the model's input), the mean over them: what would change if this
 * row's values were put into those rows. Costs as much as a path-dependent explanation for every few background rows;
 * a hundred rows are usual.
 */
export function interventionalExplainer(
  model: TreeModel,
  background: readonly ArrayLike<number>[],
): TreeExplainerResult {
  if (background.length === 0) return insufficient('background rows are needed');
  const rows = background.map((row) => comparableRow(model, row));
  const parts = model.sums.map((sum, i) => ({
    shapley: new TreeShapley(model, sum),
    baseValue: rows.reduce((total, row) => total + marginsOf(model, row)[i], 0) / rows.length,
  }));
  const explain: TreeExplainer['explain'] = (row, sum = 0) => {
    const total = new Float64Array(model.width);
    const values = comparableRow(model, row);
    for (const other of rows) parts[sum].shapley.add(values, other, total);
    const contributions = total.map((value) => value / rows.length);
    return { baseValue: parts[sum].baseValue, contributions, margin: marginsOf(model, row)[sum] };
  };
  return { ok: true, explainer: { model, method: 'INTERVENTIONAL', explain } };
}

function insufficient(message: string): TreeExplainerResult {
  return { ok: false, failure: failure('INSUFFICIENT_DATA', message) };
}

/** The mean of a sum when every node sends its shares on. */
function expectedMargin({ nodes }: TreeModel, { base, roots, leafValue }: TreeSum): number {
  const { feature, whenTrue, whenFalse, trueShare } = nodes;
  const known = new Float64Array(feature.length).fill(NaN);
  const expected = (node: number): number => {
    if (feature[node] === LEAF) return leafValue[node];
    if (Number.isNaN(known[node])) {
      const share = trueShare?.[node] ?? 0.5;
      known[node] = share * expected(whenTrue[node]) + (1 - share) * expected(whenFalse[node]);
    }
    return known[node];
  };
  return roots.reduce((total, root) => total + expected(root), base);
}
