/** A non-decreasing map from score to probability: linear between its points, constant outside. */
export interface Isotonic {
  /** Ascending, all different. */
  readonly scores: Float64Array;
  /** Ascending. */
  readonly probabilities: Float64Array;
}

/** Rows of one level: weighted sums and the least and greatest score. */
interface Block {
  target: number;
  weight: number;
  from: number;
  to: number;
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955): the non-decreasing step function with the
 * least squared error. Rows of equal score are pooled first. Needs at least one row.
 */
export function fitIsotonic(
  scores: ArrayLike<number>,
  targets: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Isotonic {
  const blocks: Block[] = [];
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i);
  for (const row of order.sort((a, b) => scores[a] - scores[b])) {
    const weight = weights === undefined ? 1 : weights[row];
    const block = { target: weight * targets[row], weight, from: scores[row], to: scores[row] };
    const last = blocks.at(-1);
    if (last !== undefined && last.to === block.to) mergeInto(last, block);
    else blocks.push(block);
  }
  const pooled: Block[] = [];
  for (const block of blocks) {
    pooled.push(block);
    for (let last = pooled.length - 1; last > 0 && level(pooled[last - 1]) >= level(pooled[last]); last--) {
      mergeInto(pooled[last - 1], pooled[last]);
      pooled.pop();
    }
  }
  return fromBlocks(pooled);
}

function level({ target, weight }: Block): number {
  return weight > 0 ? target / weight : 0;
}

function mergeInto(block: Block, next: Block): void {
  block.target += next.target;
  block.weight += next.weight;
  block.to = next.to;
}

function fromBlocks(blocks: readonly Block[]): Isotonic {
  const points = blocks.flatMap((block) => {
    const ends = block.from === block.to ? [block.from] : [block.from, block.to];
    return ends.map((score) => [score, level(block)]);
  });
  return {
    scores: Float64Array.from(points, ([score]) => score),
    probabilities: Float64Array.from(points, ([, probability]) => probability),
  };
}

export function applyIsotonic({ scores, probabilities }: Isotonic, score: number): number {
  let low = 0;
  let high = scores.length - 1;
  if (score <= scores[low]) return probabilities[low];
  if (score >= scores[high]) return probabilities[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (scores[middle] <= score) low = middle;
    else high = middle;
  }
  const share = (score - scores[low]) / (scores[high] - scores[low]);
  return probabilities[low] + share * (probabilities[high] - probabilities[low]);
}
