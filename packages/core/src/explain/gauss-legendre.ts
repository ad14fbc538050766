/** Points in (0, 1) and weights that sum to 1. */
export interface Quadrature {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss-Legendre quadrature on [0, 1] with `count` (at least 1) points: the weighted sum of a polynomial's values is its
 * integral, exactly up to degree 2 count - 1. Roots of the Legendre polynomial by Newton's method (Abramowitz and Stegun
 * 1964, 25.4.29 to 25.4.30); to 1e-15 up to some hundred points.
 */
export function gaussLegendre(count: number): Quadrature {
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = Infinity, rounds = 0; Math.abs(step) > 1e-16 && rounds < 20; rounds++) {
      const { value, derivative } = legendre(count, x);
      step = value / derivative;
      slope = derivative;
      x -= step;
    }
    points[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}

/** The Legendre polynomial of `degree` (at least 1) and its derivative at x in (-1, 1), by the three-term recurrence. */
function legendre(degree: number, x: number): { value: number; derivative: number } {
  let [before, value] = [1, x];
  for (let n = 2; n <= degree; n++) {
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  }
  return { value, derivative: (degree * (before - x * value)) / (1 - x * x) };
}
