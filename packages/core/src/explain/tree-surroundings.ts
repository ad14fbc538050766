import { TensorType, type OnnxGraph, type OnnxNode } from './onnx-graph.ts';
import type { TreeModel, TreeSum } from './tree-model.ts';
import { refuse } from './tree-refusal.ts';

/** What the trees read. */
export interface TreeInput {
  /** Columns of a row; null when the file leaves them open. */
  readonly width: number | null;
  /** False: values are compared as doubles. */
  readonly isFloat32: boolean;
}

/** Finds the graph's input that the trees read, directly or through a change of type. */
export function findInput(graph: OnnxGraph, operator: OnnxNode): TreeInput {
  let name = operator.inputs[0];
  const types: number[] = [];
  // No way back is longer than there are operators; a file whose tensors go in circles has none.
  for (let steps = 0; steps <= graph.nodes.length; steps++) {
    const input = graph.inputs.find((candidate) => candidate.name === name);
    if (input) {
      types.push(input.elementType);
      return { width: input.dims.at(1) ?? null, isFloat32: types.some(isNoDouble) };
    }
    const maker = graph.nodes.find(({ outputs }) => outputs.includes(name));
    if (!maker) return refuse('INVALID_TREES', `nothing makes the trees' input "${name}"`);
    if (maker.operator === 'Cast') types.push(maker.attributes.get('to')?.int ?? 0);
    else if (maker.operator !== 'Identity') {
      return refuse('PREPROCESSING', `the trees read what ${maker.operator} makes of the model's input`);
    }
    name = maker.inputs[0];
  }
  return refuse('INVALID_TREES', 'the graph has a cycle');
}

/** A number that has passed such a type has no more than float32's digits. */
function isNoDouble(type: number): boolean {
  return type !== TensorType.DOUBLE;
}

/** Operators that hand on the same numbers, in another type, shape or dress. */
const HANDING_ON = new Set(['Identity', 'Cast', 'ZipMap', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze']);

/**
 * The model as it answers at the graph's output: what stands between (e.g. Exp of a Poisson regression, the division of
 * a random forest) becomes part of the link, the base and the leaves.
 */
export function followAnswer(
  graph: OnnxGraph,
  model: TreeModel,
  tensor: string,
  output: string | null,
): TreeModel {
  const isEnd = graph.outputs.some(({ name }) => name === tensor) && (output === null || output === tensor);
  if (isEnd) return model;
  const later = { ...graph, nodes: graph.nodes.filter(({ outputs }) => !outputs.includes(tensor)) };
  const consumers = later.nodes.filter(({ inputs }) => inputs.includes(tensor));
  // What makes a label of the scores (ArgMax) branches off here.
  const onWay = consumers.filter(({ outputs }) => outputs.some((name) => leadsTo(later, name, output)));
  if (onWay.length === 0) return refuse('POSTPROCESSING', 'the trees do not lead to the output of the model');
  const [next] = onWay.filter(({ operator }) => operator !== 'ArgMax').concat(onWay);
  return followAnswer(later, applyOperator(graph, model, next, tensor), next.outputs[0], output);
}

function leadsTo(graph: OnnxGraph, tensor: string, output: string | null, seen = new Set<string>()): boolean {
  if (graph.outputs.some(({ name }) => name === tensor && (output === null || output === name))) return true;
  if (seen.has(tensor)) return false;
  seen.add(tensor);
  const consumers = graph.nodes.filter(({ inputs }) => inputs.includes(tensor));
  return consumers.some(({ outputs }) => outputs.some((name) => leadsTo(graph, name, output, seen)));
}

function applyOperator(graph: OnnxGraph, model: TreeModel, node: OnnxNode, tensor: string): TreeModel {
  if (HANDING_ON.has(node.operator)) return model;
  const isPlain = model.link === 'NONE' && model.classes.length === 0;
  if (node.operator === 'Exp' && isPlain) return { ...model, link: 'EXPONENTIAL' };
  const factor = constantFactor(graph, node, tensor);
  if (factor === 1) return model;
  if (factor !== null && isPlain) {
    return { ...model, sums: model.sums.map((sum) => scaled(sum, factor)) };
  }
  if (factor !== null && factor > 0 && model.link === 'EXPONENTIAL') {
    return { ...model, sums: model.sums.map((sum) => ({ ...sum, base: sum.base + Math.log(factor) })) };
  }
  return refuse('POSTPROCESSING', `the trees' answer goes through ${node.operator}`);
}

/** What a multiplication or division by one constant amounts to; null for any other operator. */
function constantFactor({ constants }: OnnxGraph, node: OnnxNode, tensor: string): number | null {
  const [left, right] = node.inputs;
  if (node.operator !== 'Mul' && (node.operator !== 'Div' || left !== tensor)) return null;
  const values = constants.get(left === tensor ? right : left)?.values;
  if (values?.length !== 1 || values[0] === 0) return null;
  return node.operator === 'Mul' ? values[0] : 1 / values[0];
}

function scaled(sum: TreeSum, factor: number): TreeSum {
  return { ...sum, base: sum.base * factor, leafValue: sum.leafValue.map((value) => value * factor) };
}
