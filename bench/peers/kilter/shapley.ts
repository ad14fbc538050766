import {
  interventionalExplainer,
  pathDependentExplainer,
  type TreeExplainer,
  type TreeExplainerResult,
} from '@kilter/core/explain/tree-explainer';
import { readTreeModel } from '@kilter/core/explain/read-tree-model';
import { withSharesOf } from '@kilter/core/explain/tree-shares';
import { fastestMs } from './timing.ts';

interface ShapleyQuestion {
  /** The model, base64. */
  onnx: string;
  /** What it was trained on: it gives the weights of the branches. */
  training: number[][];
  background: number[][];
  rows: number[][];
}

/** The exact Shapley values of each row in both ways, the base value last, and the milliseconds for all rows. */
export function answerShapley({ onnx, training, background, rows }: ShapleyQuestion) {
  const read = readTreeModel(Buffer.from(onnx, 'base64'));
  if (!read.ok) throw new Error(read.failure.message);
  return {
    pathDependent: explainAll(pathDependentExplainer(withSharesOf(read.model, training)), rows),
    interventional: explainAll(interventionalExplainer(read.model, background), rows),
  };
}

function explainAll(result: TreeExplainerResult, rows: readonly number[][]) {
  if (!result.ok) throw new Error(result.failure.message);
  const values = () => rows.map((row) => valuesOf(result.explainer, row));
  return { values: values(), ms: fastestMs(values) };
}

function valuesOf(explainer: TreeExplainer, row: readonly number[]): number[] {
  const { contributions, baseValue } = explainer.explain(row);
  return [...contributions, baseValue];
}
