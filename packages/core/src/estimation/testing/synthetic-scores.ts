import { createRandom, type Random } from '../../training/random.ts';

/** A binary model whose scores are exactly the probabilities, on rows drawn with a seed. */
export interface SyntheticScores {
  scores: Float64Array;
  predicted: Uint8Array;
  targets: Uint8Array;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export interface SyntheticOptions {
  rows: number;
  seed: number;
  /** Mean and standard deviation of the log-odds. */
  mean?: number;
  spread?: number;
  /** The truth is drawn with this probability instead of the score. */
  truth?: (score: number) => number;
}

export function syntheticScores({
  rows,
  seed,
  mean = -1,
  spread = 1.6,
  truth,
}: SyntheticOptions): SyntheticScores {
  const random = createRandom(seed, 77);
  const scores = new Float64Array(rows);
  const targets = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    scores[row] = 1 / (1 + Math.exp(-(mean + spread * normal(random))));
    targets[row] = Number(random() < (truth?.(scores[row]) ?? scores[row]));
  }
  return { scores, targets, predicted: Uint8Array.from(scores, (score) => Number(score >= 0.5)) };
}
