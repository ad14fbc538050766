/** A duration in milliseconds as it is kept: the column is a real, and what is answered, counted and stored must be one. */
export function wholeMicroseconds(durationMs: number): number {
  return Math.round(durationMs * 1_000) / 1_000;
}
