import { LEAF } from '../training/tree.ts';
import type { OnnxAttribute, OnnxNode } from './onnx-graph.ts';
import { refuse } from './tree-refusal.ts';

/** A node as a file describes it; children are indices into the list of all nodes. */
export interface RawNode {
  /** -1 at a leaf. */
  feature: number;
  mode: number;
  threshold: number;
  missingPasses: boolean;
  whenTrue: number;
  whenFalse: number;
  /** Training weight through the node; null where the file has none. */
  cover: number | null;
}

/** What a leaf adds to a target; a leaf may add to several. */
export interface RawWeight {
  node: number;
  target: number;
  value: number;
}

/** What all of ai.onnx.ml's tree operators say, in whatever form. */
export interface RawTrees {
  nodes: RawNode[];
  roots: number[];
  weights: RawWeight[];
  members: Map<number, Set<number>>;
}

export const leafNode: Readonly<RawNode> = {
  feature: LEAF,
  mode: 0,
  threshold: 0,
  missingPasses: false,
  whenTrue: LEAF,
  whenFalse: LEAF,
  cover: null,
};

export function attributeOf({ attributes }: OnnxNode, name: string): OnnxAttribute | null {
  return attributes.get(name) ?? null;
}

/** The numbers of a list: in `name`, or in the tensor `<name>_as_tensor` (doubles). Empty when it stands in neither. */
export function numbersOf(node: OnnxNode, name: string): readonly number[] {
  const asTensor = attributeOf(node, `${name}_as_tensor`) ?? attributeOf(node, name);
  if (asTensor?.tensor) return asTensor.tensor.values ?? refuse('UNSUPPORTED', `${name} cannot be read`);
  const list = attributeOf(node, name);
  return list === null ? [] : list.floats.length > 0 ? list.floats : list.ints;
}

/** The same, of which there must be `count`. */
export function exactly(node: OnnxNode, name: string, count: number): readonly number[] {
  const values = numbersOf(node, name);
  if (values.length === count) return values;
  return refuse('INVALID_TREES', `${name} has ${values.length} entries, not ${count}`);
}

/** The same; `fill` for each where the list is left out. */
export function exactlyOr(node: OnnxNode, name: string, count: number, fill: number): readonly number[] {
  return numbersOf(node, name).length === 0
    ? new Array<number>(count).fill(fill)
    : exactly(node, name, count);
}
