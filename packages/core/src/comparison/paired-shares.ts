import { normalReach } from '../statistics/normal-quantile.ts';
import type { Bounds } from '../statistics/wilson-interval.ts';
import type { DiscordantPairs } from './mcnemar.ts';

/** Both models on the same independent rows. */
export interface PairedShares extends DiscordantPairs {
  /** More than 0, and at least the discordant ones. */
  readonly rows: number;
}

/** How much more often the second model is right, -1..1. */
export function shareDifference({ onlyFirst, onlySecond, rows }: PairedShares): number {
  return (onlySecond - onlyFirst) / rows;
}

/**
 * Tango's score (Statistics in Medicine 17, 1998): standard normal while the true difference of the shares is
 * `difference` (-1..1), positive when the data say more. At 0 it is McNemar's without correction. The other parameter
 * of the model is estimated under the difference; the score is 0 where the data leave no doubt of it.
 */
export function tangoZ({ onlyFirst, onlySecond, rows }: PairedShares, difference: number): number {
  const excess = onlySecond - onlyFirst - rows * difference;
  if (excess === 0) return 0;
  const a = 2 * rows;
  const b = -onlyFirst - onlySecond + (2 * rows - onlySecond + onlyFirst) * difference;
  const c = -onlyFirst * difference * (1 - difference);
  const rate = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
  const variance = rows * (2 * rate + difference * (1 - difference));
  return excess / Math.sqrt(Math.max(0, variance));
}

/** Halvings of an interval at most 2 wide. */
const STEPS = 60;

/** All differences that Tango's score does not refute, two-sided. It holds the difference found. */
export function tangoInterval(shares: PairedShares, coverage = 0.95): Bounds {
  const reach = normalReach(coverage);
  const found = shareDifference(shares);
  return {
    lower: crossing(-1, found, (difference) => tangoZ(shares, difference) > reach),
    upper: crossing(1, found, (difference) => tangoZ(shares, difference) < -reach),
  };
}

/** Where, between a refuted end and a point that is not, refutation ends. */
function crossing(refuted: number, held: number, isRefuted: (difference: number) => boolean): number {
  if (!isRefuted(refuted)) return refuted;
  let [out, inside] = [refuted, held];
  for (let step = 0; step < STEPS; step++) {
    const middle = (out + inside) / 2;
    if (isRefuted(middle)) out = middle;
    else inside = middle;
  }
  return inside;
}
