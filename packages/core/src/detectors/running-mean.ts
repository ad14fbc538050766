import { z } from 'zod';

/** The mean of the numbers seen so far; 0 before the first. */
export const runningMeanSchema = z.object({ count: z.number().int().nonnegative(), mean: z.number() });

export type RunningMean = z.infer<typeof runningMeanSchema>;

export function emptyMean(): RunningMean {
  return { count: 0, mean: 0 };
}

export function addToMean(running: RunningMean, x: number): void {
  running.count++;
  // Multiplied by 1 / n as River does: dividing rounds differently, and a detector's ties hang on the last bit.
  running.mean += (1 / running.count) * (x - running.mean);
}
