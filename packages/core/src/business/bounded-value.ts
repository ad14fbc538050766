/** A figure, and between what it lies. */
export interface BoundedValue {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** All three by a straight line; a falling one changes the ends. */
export function alongLine({ value, lower, upper }: BoundedValue, slope: number, from = 0): BoundedValue {
  const [a, b] = [from + slope * lower, from + slope * upper];
  return { value: from + slope * value, lower: Math.min(a, b), upper: Math.max(a, b) };
}
