import { z } from 'zod';

/** Scores above this are outliers: about 1 % of the reference. */
export const OUTLIER_SCORE = 0.99;

const LEVELS = 100;

/** What a raw score means: the share of reference rows below it. */
export const scoreCalibrationSchema = z.object({
  /** Raw scores at the 0 %, 1 %, ..., 99 % levels of the reference, ascending. */
  quantiles: z.array(z.number()).length(LEVELS),
  /** Mean distance of the reference's highest 1 % from the 99 % level, above 0. */
  tail: z.number().positive(),
});

export type ScoreCalibration = z.infer<typeof scoreCalibrationSchema>;

/** From raw scores of reference rows, at least one. */
export function fitScoreCalibration(scores: ArrayLike<number>): ScoreCalibration {
  const sorted = Float64Array.from(scores).sort();
  const last = sorted.length - 1;
  const quantiles = Array.from({ length: LEVELS }, (_, i) => sorted[Math.floor((i / LEVELS) * last)]);
  const highest = quantiles[LEVELS - 1];
  const above = sorted.filter((score) => score > highest);
  const excess = above.reduce((total, score) => total + score - highest, 0);
  return { quantiles, tail: Math.max(1e-6, above.length > 0 ? excess / above.length : 1) };
}

/**
 * A raw score as 0..1: the share of the reference below it, linear between its levels; above the 99 % level
 * 1 - 0.01 exp(-distance / tail), so that worse rows still score higher. Increasing; below 1 but for rounding.
 */
export function calibratedScore({ quantiles, tail }: ScoreCalibration, raw: number): number {
  const highest = quantiles[quantiles.length - 1];
  if (raw > highest) return 1 - (1 - OUTLIER_SCORE) * Math.exp(-(raw - highest) / tail);
  let low = 0;
  let high = quantiles.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (quantiles[middle] < raw) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  const part = (raw - quantiles[low - 1]) / (quantiles[low] - quantiles[low - 1]);
  return (low - 1 + part) / quantiles.length;
}
