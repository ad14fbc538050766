import { z } from 'zod';
import type { Feature } from '../features/manifest.ts';
import { codeCount, compileCoding, fitCoding, valueCodingSchema } from './value-codes.ts';

const count = z.number().int().nonnegative();

/**
 * Which feature each feature goes together with most, as a tree, and how often their values met in the reference.
 * One entry a feature, in the manifest's order.
 */
export const dependenceTreeSchema = z.object({
  codings: z.array(valueCodingSchema),
  /** Rows by code. */
  counts: z.array(z.array(count)),
  links: z.array(
    z
      .object({
        /** Index of the feature that it depends on. */
        parent: count,
        /** Rows by code of the parent x code of the feature, row by row. */
        counts: z.array(count),
      })
      .nullable(),
  ),
});

export type DependenceTree = z.infer<typeof dependenceTreeSchema>;

/** Weaker dependence (mutual information in nats, less what chance alone would show) is no link. */
const LEAST_INFORMATION = 0.002;
/** Every combination counts as if so many rows more had been expected, and met. */
const PRIOR_ROWS = 0.5;
/** An expected combination makes up for at most so much surprise, in nats. */
const MOST_RELIEF = 2;
/** Steps that finding the links may take; past it they are found on the first rows. */
const MOST_STEPS = 1e7;
const LEAST_ROWS = 500;

/** More rows tell more intervals apart: 3 under a hundred, 8 at a thousand, 10 from 2,400 on. */
const intervalsFor = (rows: number) => Math.min(10, Math.max(3, Math.round(0.75 * Math.cbrt(rows))));

/** The tree of strongest pairwise dependence (Chow and Liu, IEEE Trans. IT 14, 1968; built as Prim does). */
export function fitDependenceTree(
  features: readonly Feature[],
  columns: readonly ArrayLike<number>[],
): DependenceTree {
  const rows = columns.at(0)?.length ?? 0;
  const codings = features.map((feature, i) => fitCoding(feature, columns[i], intervalsFor(rows)));
  const sizes = codings.map(codeCount);
  const codes = codings.map((coding, i) => Uint16Array.from(columns[i], compileCoding(coding)));
  const counts = codes.map((column, i) => countCodes(column, sizes[i]));
  const enough = Math.max(LEAST_ROWS, Math.floor(MOST_STEPS / Math.max(1, features.length ** 2)));
  const sample = codes.map((column) => column.subarray(0, enough));
  const parents = strongestParents(sample, sizes);
  const links = parents.map((parent, i) =>
    parent < 0 ? null : { parent, counts: countPairs(codes[parent], codes[i], sizes[parent], sizes[i]) },
  );
  return { codings, counts, links };
}

function countCodes(codes: Uint16Array, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const code of codes) counts[code]++;
  return counts;
}

function countPairs(first: Uint16Array, second: Uint16Array, rows: number, columns: number): number[] {
  const counts = new Array<number>(rows * columns).fill(0);
  for (let i = 0; i < first.length; i++) counts[first[i] * columns + second[i]]++;
  return counts;
}

/** The parent of each feature; -1: none. */
function strongestParents(codes: readonly Uint16Array[], sizes: readonly number[]): number[] {
  const parents = codes.map(() => -1);
  const strongest = codes.map(() => -Infinity);
  const waiting = new Set(codes.keys());
  let joined = 0;
  waiting.delete(joined);
  while (waiting.size > 0) {
    let next = -1;
    for (const feature of waiting) {
      const information = mutualInformation(codes[joined], codes[feature], sizes[joined], sizes[feature]);
      if (information > strongest[feature]) {
        strongest[feature] = information;
        parents[feature] = joined;
      }
      if (next < 0 || strongest[feature] > strongest[next]) next = feature;
    }
    waiting.delete(next);
    joined = next;
  }
  return parents.map((parent, i) => (strongest[i] > LEAST_INFORMATION ? parent : -1));
}

/** In nats, less the (r - 1)(c - 1) / 2n that independent values show on average (Miller 1955). */
function mutualInformation(a: Uint16Array, b: Uint16Array, sizeA: number, sizeB: number): number {
  const rows = a.length;
  const pairs = countPairs(a, b, sizeA, sizeB);
  const ofA = countCodes(a, sizeA);
  const ofB = countCodes(b, sizeB);
  let information = 0;
  pairs.forEach((met, i) => {
    if (met === 0) return;
    const [x, y] = [Math.floor(i / sizeB), i % sizeB];
    information += (met / rows) * Math.log((met * rows) / (ofA[x] * ofB[y]));
  });
  const used = (counts: readonly number[]) => counts.filter((count) => count > 0).length;
  return information - ((used(ofA) - 1) * (used(ofB) - 1)) / (2 * rows);
}

/** How much more (or less) surprising a feature's value is beside its parent's than by itself, in nats. */
export interface CombinationSurprise {
  readonly parent: number;
  readonly surprise: (value: number, parentValue: number) => number;
}

/** One a feature; null without a parent. */
export function compileDependence(tree: DependenceTree): (CombinationSurprise | null)[] {
  const codeOf = tree.codings.map(compileCoding);
  return tree.links.map((link, i) => {
    if (link === null) return null;
    const table = combinationTable(tree.counts[link.parent], tree.counts[i], link.counts);
    const width = tree.counts[i].length;
    const [own, ofParent] = [codeOf[i], codeOf[link.parent]];
    return {
      parent: link.parent,
      surprise: (value, parentValue) => table[ofParent(parentValue) * width + own(value)],
    };
  });
}

/**
 * ln(expected / met) by code of the parent x code, where expected are the rows that independent features would have.
 * Both sides get prior rows (the mean of a gamma-Poisson posterior: DuMouchel, The American Statistician 53, 1999), so
 * that a combination which nobody would expect to meet says nothing by being absent.
 */
function combinationTable(
  parents: readonly number[],
  own: readonly number[],
  pairs: readonly number[],
): Float64Array {
  const rows = Math.max(1, sum(own));
  return Float64Array.from(pairs, (met, i) => {
    const expected = (parents[Math.floor(i / own.length)] * own[i % own.length]) / rows;
    return Math.max(-MOST_RELIEF, Math.log((expected + PRIOR_ROWS) / (met + PRIOR_ROWS)));
  });
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
