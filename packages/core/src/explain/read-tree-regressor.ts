import { assembleNodes, assembleSums } from './assemble-trees.ts';
import type { OnnxNode } from './onnx-graph.ts';
import { attributeOf, numbersOf, type RawTrees } from './raw-trees.ts';
import { readTreesById } from './raw-trees-by-id.ts';
import { readTreesByPlace } from './raw-trees-by-place.ts';
import type { TreeLink, TreeModel } from './tree-model.ts';
import { refuse } from './tree-refusal.ts';
import type { TreeInput } from './tree-surroundings.ts';
import { widthOf } from './tree-width.ts';

const MOST_TARGETS = 10_000;

/** A TreeEnsembleRegressor: one value a target. Its post transform must be NONE. */
export function readRegressor(operator: OnnxNode, input: TreeInput): TreeModel {
  const transform = attributeOf(operator, 'post_transform')?.text ?? 'NONE';
  if (transform !== 'NONE') refuse('UNSUPPORTED', `a regressor with the post transform ${transform}`);
  const targets = readTargets(operator);
  const trees = readTreesById(operator, 'target');
  const bases = numbersOf(operator, 'base_values');
  if (bases.length !== 0 && bases.length !== targets) {
    refuse('UNSUPPORTED', `${bases.length} base values for ${targets} targets`);
  }
  const aggregate = attributeOf(operator, 'aggregate_function')?.text ?? 'SUM';
  return assemble(trees, input, {
    bases: bases.length === 0 ? new Array<number>(targets).fill(0) : bases,
    isAverage: isAverage(aggregate),
    link: 'NONE',
  });
}

/** The numbers that TreeEnsemble has for aggregate functions and post transforms. */
const aggregates = ['AVERAGE', 'SUM', 'MIN', 'MAX'];
const SUM = 1;
const links: (TreeLink | undefined)[] = ['NONE', 'LOGISTIC', 'SOFTMAX'];

/** A TreeEnsemble of ai.onnx.ml 5: one answer a target, no names of classes. */
export function readTreeEnsemble(operator: OnnxNode, input: TreeInput): TreeModel {
  const targets = readTargets(operator);
  const transform = attributeOf(operator, 'post_transform')?.int ?? 0;
  const link =
    links.at(transform) ?? refuse('UNSUPPORTED', `the post transform ${transform} is not known here`);
  // onnxruntime leaves a single target as it is, whatever the attribute says.
  if (link !== 'NONE' && targets === 1) refuse('UNSUPPORTED', 'a post transform of one target');
  const aggregate = attributeOf(operator, 'aggregate_function')?.int ?? SUM;
  return assemble(readTreesByPlace(operator), input, {
    bases: new Array<number>(targets).fill(0),
    isAverage: isAverage(aggregates.at(aggregate) ?? String(aggregate)),
    link,
  });
}

function readTargets(operator: OnnxNode): number {
  const targets = attributeOf(operator, 'n_targets')?.int ?? 1;
  return targets >= 1 && targets <= MOST_TARGETS ? targets : refuse('UNSUPPORTED', `${targets} targets`);
}

function isAverage(aggregate: string): boolean {
  if (aggregate === 'SUM' || aggregate === 'AVERAGE') return aggregate === 'AVERAGE';
  return refuse('NOT_ADDITIVE', `trees are aggregated by ${aggregate}`);
}

interface Reading {
  readonly bases: readonly number[];
  readonly isAverage: boolean;
  readonly link: TreeLink;
}

function assemble(trees: RawTrees, input: TreeInput, { bases, isAverage, link }: Reading): TreeModel {
  const width = widthOf(trees, input);
  const nodes = assembleNodes(trees, width);
  const sums = assembleSums(trees, bases, isAverage ? 1 / trees.roots.length : 1);
  return {
    width,
    isFloat32: input.isFloat32,
    nodes,
    roots: Int32Array.from(trees.roots),
    sums,
    link,
    classes: [],
    firstClass: null,
  };
}
