import { shuffle, type Random } from './random.ts';

/** Numbers equal keys alike: 0, 1, ... in order of first appearance. */
export function numberGroups(keys: Iterable<unknown>): Int32Array {
  const numbers = new Map<unknown, number>();
  return Int32Array.from(keys, (key) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}

/** Each row a group of its own. */
export function singleRowGroups(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}

export function groupCount(groups: Int32Array): number {
  return groups.reduce((greatest, group) => Math.max(greatest, group), -1) + 1;
}

/**
 * Deals groups to `folds` folds so that rows of one group stay together; returns each row's fold. Stratified: groups
 * with most positive rows come first, each to the fold that has fewest positives (then fewest rows), so that sizes
 * and positive rates are nearly equal. `targets` are 0/1; ties are broken by the order that `random` shuffles.
 */
export function groupedFolds(
  groups: Int32Array,
  targets: ArrayLike<number>,
  folds: number,
  random: Random,
): Int32Array {
  const count = groupCount(groups);
  const rowsOf = new Int32Array(count);
  const positivesOf = new Float64Array(count);
  groups.forEach((group, row) => {
    rowsOf[group]++;
    positivesOf[group] += targets[row];
  });
  const order = Int32Array.from({ length: count }, (_, group) => group);
  shuffle(order, random);
  order.sort((a, b) => positivesOf[b] - positivesOf[a] || rowsOf[b] - rowsOf[a]);
  const foldOf = dealOut(order, rowsOf, positivesOf, folds);
  return groups.map((group) => foldOf[group]);
}

function dealOut(
  order: Int32Array,
  rowsOf: Int32Array,
  positivesOf: Float64Array,
  folds: number,
): Int32Array {
  const foldOf = new Int32Array(order.length);
  const rows = new Int32Array(folds);
  const positives = new Float64Array(folds);
  for (const group of order) {
    let chosen = 0;
    for (let fold = 1; fold < folds; fold++) {
      const fewerPositives = positivesOf[group] > 0 ? positives[fold] - positives[chosen] : 0;
      if (fewerPositives < 0 || (fewerPositives === 0 && rows[fold] < rows[chosen])) chosen = fold;
    }
    foldOf[group] = chosen;
    rows[chosen] += rowsOf[group];
    positives[chosen] += positivesOf[group];
  }
  return foldOf;
}

/** The rows in the fold and the rest, each ascending. */
export function splitByFold(folds: Int32Array, fold: number): { inside: Int32Array; outside: Int32Array } {
  const rows = singleRowGroups(folds.length);
  return {
    inside: rows.filter((row) => folds[row] === fold),
    outside: rows.filter((row) => folds[row] !== fold),
  };
}
