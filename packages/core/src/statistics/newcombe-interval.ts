import type { Proportion } from './two-proportions.ts';
import { wilsonInterval, type Bounds } from './wilson-interval.ts';

/**
 * The interval of a difference `first` - `second` of two independent shares, `z` standard normal units wide on either side,
 * from the score intervals of both (Newcombe, Statistics in Medicine 17, 1998, method 10). Sound for small counts and
 * shares near 0 and 1; within [-1, 1]. Both have rows.
 */
export function newcombeInterval(first: Proportion, second: Proportion, z: number): Bounds {
  const [p, q] = [first.hits / first.of, second.hits / second.of];
  const a = wilsonInterval(first.hits, first.of, z);
  const b = wilsonInterval(second.hits, second.of, z);
  return {
    lower: p - q - Math.hypot(p - a.lower, b.upper - q),
    upper: p - q + Math.hypot(a.upper - p, q - b.lower),
  };
}
