import { assembleNodes, assembleSums } from './assemble-trees.ts';
import type { OnnxNode } from './onnx-graph.ts';
import { attributeOf, numbersOf, type RawTrees } from './raw-trees.ts';
import { readTreesById } from './raw-trees-by-id.ts';
import type { TreeLink, TreeModel } from './tree-model.ts';
import { refuse } from './tree-refusal.ts';
import { widthOf } from './tree-width.ts';
import type { TreeInput } from './tree-surroundings.ts';

const links = new Map<string, TreeLink>([
  ['', 'NONE'],
  ['NONE', 'NONE'],
  ['LOGISTIC', 'LOGISTIC'],
  ['SOFTMAX', 'SOFTMAX'],
]);

/** How a classifier's sums are formed and read. */
type Reading = Pick<TreeModel, 'sums' | 'link' | 'firstClass'>;

/**
 * A TreeEnsembleClassifier. Where the standard leaves open what weights mean (two classes with one weight a leaf, base
 * values beside them), it is what onnxruntime 1.30 and 1.32 answer, tried out; combinations whose answers there make no
 * sense (two base values for one score, which drops trees) are refused.
 */
export function readClassifier(operator: OnnxNode, input: TreeInput): TreeModel {
  const classes = readClasses(operator);
  const trees = readTreesById(operator, 'class');
  const width = widthOf(trees, input);
  const nodes = assembleNodes(trees, width);
  const { sums, ...reading } =
    classes.length === 2 ? readTwo(operator, trees) : readMany(operator, trees, classes);
  return {
    width,
    isFloat32: input.isFloat32,
    nodes,
    roots: Int32Array.from(trees.roots),
    sums,
    ...reading,
    classes,
  };
}

function readClasses(operator: OnnxNode): string[] {
  const texts = attributeOf(operator, 'classlabels_strings')?.texts ?? [];
  const classes = texts.length > 0 ? [...texts] : numbersOf(operator, 'classlabels_int64s').map(String);
  return classes.length >= 2 ? classes : refuse('UNSUPPORTED', 'the classifier has fewer than two classes');
}

function readLink(operator: OnnxNode): TreeLink {
  const name = attributeOf(operator, 'post_transform')?.text ?? '';
  return links.get(name) ?? refuse('UNSUPPORTED', `the post transform ${name} is not known here`);
}

function readMany(operator: OnnxNode, trees: RawTrees, classes: readonly string[]): Reading {
  const bases = numbersOf(operator, 'base_values');
  if (bases.length !== 0 && bases.length !== classes.length) {
    refuse('UNSUPPORTED', `${bases.length} base values for ${classes.length} classes`);
  }
  const sums = assembleSums(trees, bases.length === 0 ? classes.map(() => 0) : bases);
  return { sums, link: readLink(operator), firstClass: null };
}

function readTwo(operator: OnnxNode, trees: RawTrees): Reading {
  const link = readLink(operator);
  const bases = numbersOf(operator, 'base_values');
  const targets = new Set(trees.weights.map(({ target }) => target));
  if (targets.size > 1) return readTwoScores(trees, link, bases);
  if (bases.length > 1) refuse('UNSUPPORTED', 'two base values for one score');
  if (link === 'SOFTMAX') refuse('UNSUPPORTED', 'a softmax of one score');
  if (!targets.has(1)) return readOneScore(trees, link, bases);
  // onnxruntime adds a single base value to class 0, of which nobody asks, and answers 0.5 for it.
  if (bases.length > 0) refuse('UNSUPPORTED', 'a base value beside weights under the second class only');
  return readOneScore(
    { ...trees, weights: trees.weights.map((weight) => ({ ...weight, target: 0 })) },
    link,
    [],
  );
}

/** One weight a leaf: the score is that of the second class. */
function readOneScore(trees: RawTrees, link: TreeLink, bases: readonly number[]): Reading {
  const isProbability = link === 'LOGISTIC' || trees.weights.every(({ value }) => value >= 0);
  return {
    sums: assembleSums(trees, [bases.at(0) ?? 0]),
    link,
    firstClass: isProbability ? 'COMPLEMENT' : 'OPPOSITE',
  };
}

/** A weight for each class: a softmax of two is the logistic function of their difference, which is the log-odds. */
function readTwoScores(trees: RawTrees, link: TreeLink, bases: readonly number[]): Reading {
  if (bases.length > 0) refuse('UNSUPPORTED', 'base values beside weights under both of two classes');
  if (link !== 'SOFTMAX') return { sums: assembleSums(trees, [0, 0]), link, firstClass: null };
  const weights = trees.weights.map(({ node, target, value }) => ({
    node,
    target: 0,
    value: target === 1 ? value : -value,
  }));
  return { sums: assembleSums({ ...trees, weights }, [0]), link: 'LOGISTIC', firstClass: 'COMPLEMENT' };
}
