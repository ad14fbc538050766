import { expect } from 'vitest';

/** Within a relative 1e-9, as closed forms have to be. */
export function expectClose(actual: number | null | undefined, expected: number, tolerance = 1e-9): void {
  expect(actual).not.toBeNull();
  const miss = Math.abs((actual ?? NaN) - expected);
  expect(miss, `${actual} for ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.max(Math.abs(expected), 1e-300),
  );
}
