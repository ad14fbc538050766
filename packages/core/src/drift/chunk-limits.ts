/** Beyond them a chunk is unusual; null: no limit to that side. */
export interface ChunkLimits {
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface ChunkLimitOptions {
  sides: 'BOTH' | 'UPPER';
  /** What the figure cannot fall below or rise above; a limit past it becomes it. Null: unbounded. */
  least: number | null;
  greatest: number | null;
}

const DEVIATIONS = 3;

/**
 * NannyML's limits: mean +- 3 population standard deviations of a figure over the chunks of the reference. Ten chunks say
 * little about the spread, and chunks of another size than the reference's have another: see docs/statistics.md. Null
 * without figures; a figure that is null (an empty chunk) is left out.
 */
export function chunkLimits(
  figures: readonly (number | null)[],
  { sides, least, greatest }: ChunkLimitOptions,
): ChunkLimits | null {
  const known = figures.filter((figure) => figure !== null);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, figure) => sum + figure, 0) / known.length;
  const variance = known.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) / known.length;
  const reach = DEVIATIONS * Math.sqrt(variance);
  return {
    lower: sides === 'UPPER' ? null : Math.max(least ?? Number.NEGATIVE_INFINITY, mean - reach),
    upper: Math.min(greatest ?? Number.POSITIVE_INFINITY, mean + reach),
  };
}

/** Strictly beyond a limit. */
export function isBeyond(figure: number, { lower, upper }: ChunkLimits): boolean {
  return (lower !== null && figure < lower) || (upper !== null && figure > upper);
}
