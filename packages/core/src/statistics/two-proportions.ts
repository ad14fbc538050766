/** `hits` of `of` rows; neither negative, `of` above 0. */
export interface Proportion {
  hits: number;
  of: number;
}

/**
 * Whether the second of two independent shares is larger: standard normal while both are the same in truth, positive
 * when it rises. Pooled two-proportion z-test; 0 where all rows are alike.
 */
export function proportionsZ(first: Proportion, second: Proportion): number {
  const pooled = (first.hits + second.hits) / (first.of + second.of);
  const variance = pooled * (1 - pooled) * (1 / first.of + 1 / second.of);
  return variance > 0 ? (second.hits / second.of - first.hits / first.of) / Math.sqrt(variance) : 0;
}
