import { decodeOnnx, type OnnxGraph, type OnnxNode } from './onnx-graph.ts';
import { MalformedMessage } from './protobuf-reader.ts';
import { findInput, followAnswer } from './tree-surroundings.ts';
import { readClassifier } from './read-tree-classifier.ts';
import { readRegressor, readTreeEnsemble } from './read-tree-regressor.ts';
import type { TreeModel } from './tree-model.ts';
import { refuse, refused, UnreadableTrees, type RefusedTrees } from './tree-refusal.ts';

export type ReadTreesResult = { ok: true; model: TreeModel } | RefusedTrees;

const readers = new Map([
  ['TreeEnsembleClassifier', { read: readClassifier, answer: 1 }],
  ['TreeEnsembleRegressor', { read: readRegressor, answer: 0 }],
  ['TreeEnsemble', { read: readTreeEnsemble, answer: 0 }],
]);

/**
 * Reads the tree ensemble out of the bytes of an .onnx file: TreeEnsembleClassifier, TreeEnsembleRegressor (ai.onnx.ml
 * 1 to 3) or TreeEnsemble (5), as Kilter's training, skl2onnx and onnxmltools (LightGBM, XGBoost) write them. `output`
 * is the graph's output whose answers are meant (a manifest's `onnx.output`); null takes the one that the trees lead
 * to. A file that cannot be read is refused with the reason, and is never read wrongly in silence: what onnxruntime
 * answers is the measure.
 */
export function readTreeModel(onnx: Uint8Array, output: string | null = null): ReadTreesResult {
  try {
    return { ok: true, model: read(decodeOnnx(onnx), output) };
  } catch (error) {
    if (error instanceof UnreadableTrees) return refused(error.reason, error.message);
    if (error instanceof MalformedMessage) return refused('NOT_ONNX', `no ONNX file: ${error.message}`);
    throw error;
  }
}

function read(graph: OnnxGraph, output: string | null): TreeModel {
  const trees = graph.nodes.filter(isTrees);
  if (graph.nodes.length === 0) refuse('NOT_ONNX', 'no ONNX file: it has no operators');
  if (trees.length === 0) refuse('NO_TREES', 'the model has no tree ensemble');
  if (trees.length > 1) refuse('SEVERAL_ENSEMBLES', `the model has ${trees.length} tree ensembles`);
  const [operator] = trees;
  const reader = readers.get(operator.operator);
  if (!reader) return refuse('NO_TREES', 'the model has no tree ensemble');
  const input = findInput(graph, operator);
  const model = reader.read(operator, input);
  return followAnswer(graph, model, operator.outputs[reader.answer], output);
}

function isTrees({ domain, operator }: OnnxNode): boolean {
  return domain === 'ai.onnx.ml' && readers.has(operator);
}
