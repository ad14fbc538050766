import { LEAF } from '../../training/tree.ts';
import { passes, type TreeModel } from '../tree-model.ts';

/** What the columns of `coalition` (bits) are worth. */
export type Game = (coalition: number) => number;

/** A sum of the model when only the coalition's columns are known: at other nodes, both children count by their share. */
export function pathDependentGame({ nodes, sums }: TreeModel, row: Float64Array, sum = 0): Game {
  const { base, roots, leafValue } = sums[sum];
  return (coalition) => {
    const worth = (node: number): number => {
      const feature = nodes.feature[node];
      if (feature === LEAF) return leafValue[node];
      const [whenTrue, whenFalse] = [worth(nodes.whenTrue[node]), worth(nodes.whenFalse[node])];
      if ((coalition >> feature) % 2 === 1) return passes(nodes, node, row[feature]) ? whenTrue : whenFalse;
      const share = nodes.trueShare?.[node] ?? NaN;
      return share * whenTrue + (1 - share) * whenFalse;
    };
    return roots.reduce((total, root) => total + worth(root), base);
  };
}

/** Shapley values from the definition: over all coalitions without a player, what it adds to each. */
export function shapleyValues(game: Game, players: number): number[] {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const size = (coalition: number) => coalition.toString(2).replaceAll('0', '').length;
  const coalitions = Array.from({ length: 2 ** players }, (_, i) => i);
  return Array.from({ length: players }, (_, player) =>
    coalitions
      .filter((coalition) => (coalition >> player) % 2 === 0)
      .reduce((sum, coalition) => {
        const weight =
          (factorial(size(coalition)) * factorial(players - size(coalition) - 1)) / factorial(players);
        return sum + weight * (game(coalition + 2 ** player) - game(coalition));
      }, 0),
  );
}
