import { sharesOf } from './mean-attribution.ts';

/** Below this nDCG a ranking is usually called drifted (the default of Amazon SageMaker Clarify). */
export const NDCG_LIMIT = 0.9;

/** Where a feature stood and stands by attribution; rank 1 is the strongest, ties share their mean rank. */
export interface RankMove {
  readonly feature: number;
  readonly referenceRank: number;
  readonly currentRank: number;
  /** Ranks gained; below 0: lost. */
  readonly move: number;
  readonly referenceShare: number;
  readonly currentShare: number;
}

export interface AttributionDrift {
  /** 0..1; 1 when the order is as in the reference. */
  readonly ndcg: number;
  /** nDCG below `NDCG_LIMIT`. */
  readonly isDrifted: boolean;
  /** Half the sum of |change of share|, 0..1: how much of the attribution went to other features. */
  readonly movedShare: number;
  /** The feature with the largest change of share first. */
  readonly moves: readonly RankMove[];
}

/**
 * Whether a model looks at other features than in the reference: both arguments are mean |contribution| by feature (not
 * negative; any unit). nDCG = DCG / ideal DCG with DCG = the sum over features in the current order of the feature's
 * *reference* attribution / log2(rank + 1) (Jarvelin and Kekalainen 2002; as Amazon SageMaker Clarify uses it), a tie
 * counting the mean of its discounts. It is deaf: weights fall slowly with rank, so that the first of 18 features falling
 * to last can leave .97; read it beside the moves and the moved share. Null where either side has no attribution.
 */
export function attributionDrift(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): AttributionDrift | null {
  const [before, now] = [sharesOf(reference), sharesOf(current)];
  if (before.every((share) => share === 0) || now.every((share) => share === 0)) return null;
  const [rankedBefore, rankedNow] = [rankDescending(before), rankDescending(now)];
  const gain = (discounts: readonly number[]) =>
    before.reduce((sum, share, feature) => sum + share * discounts[feature], 0);
  const ndcg = Math.min(1, gain(rankedNow.discounts) / gain(rankedBefore.discounts));
  const moves = before.map((share, feature) => ({
    feature,
    referenceRank: rankedBefore.ranks[feature],
    currentRank: rankedNow.ranks[feature],
    move: rankedBefore.ranks[feature] - rankedNow.ranks[feature],
    referenceShare: share,
    currentShare: now[feature],
  }));
  const change = ({ referenceShare, currentShare }: RankMove) => Math.abs(currentShare - referenceShare);
  return {
    ndcg,
    isDrifted: ndcg < NDCG_LIMIT,
    movedShare: moves.reduce((sum, move) => sum + change(move), 0) / 2,
    moves: moves.sort((a, b) => change(b) - change(a)),
  };
}

/** Ranks and discounts 1 / log2(rank + 1) by feature; features with equal shares get the mean of theirs. */
function rankDescending(shares: readonly number[]): { ranks: number[]; discounts: number[] } {
  const order = [...shares.keys()].sort((a, b) => shares[b] - shares[a]);
  const ranks = new Array<number>(shares.length);
  const discounts = new Array<number>(shares.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && shares[order[end]] === shares[order[start]]) end++;
    const places = Array.from({ length: end - start }, (_, i) => start + 1 + i);
    const mean = (of: (rank: number) => number) =>
      places.reduce((sum, rank) => sum + of(rank), 0) / places.length;
    for (const feature of order.slice(start, end)) {
      ranks[feature] = mean((rank) => rank);
      discounts[feature] = mean((rank) => 1 / Math.log2(rank + 1));
    }
  }
  return { ranks, discounts };
}
