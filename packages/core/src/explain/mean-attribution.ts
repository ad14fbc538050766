import type { TreeExplainer } from './tree-explainer.ts';

/** Mean of |contribution| of each column over rows, in the margin's unit; zeros without rows. */
export function meanAbsoluteContributions(
  explainer: TreeExplainer,
  rows: readonly ArrayLike<number>[],
  sum = 0,
): Float64Array {
  const totals = new Float64Array(explainer.model.width);
  for (const row of rows) {
    explainer.explain(row, sum).contributions.forEach((value, column) => (totals[column] += Math.abs(value)));
  }
  return rows.length === 0 ? totals : totals.map((total) => total / rows.length);
}

/** Parts (below 0 counts as 0) as shares of their sum; all 0 where nothing is above 0. */
export function sharesOf(parts: ArrayLike<number>): number[] {
  const known = Array.from(parts, (part) => Math.max(0, part));
  const sum = known.reduce((total, part) => total + part, 0);
  return known.map((part) => (sum > 0 ? part / sum : 0));
}
