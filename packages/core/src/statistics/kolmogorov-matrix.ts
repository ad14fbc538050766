/** Powers are scaled down past this, so that they do not overflow. */
const TOO_LARGE = 1e140;

/** A square matrix by rows, times 10^exponent. */
interface Scaled {
  readonly cells: Float64Array;
  readonly exponent: number;
}

/**
 * P(D_n < d) exactly, by the power of a matrix (Durbin 1973; Marsaglia, Tsang and Wang 2003, J. Stat. Soft. 8/18).
 * About 8 (n d)^3 log2(n) multiplications.
 */
export function kolmogorovCdfByMatrix(n: number, d: number): number {
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const { cells, exponent } = power({ cells: transition(size, k - n * d), exponent: 0 }, n, size);
  let probability = cells[(k - 1) * size + k - 1];
  let scale = exponent;
  for (let i = 1; i <= n; i++) {
    probability *= i / n;
    if (probability < 1 / TOO_LARGE) {
      probability *= TOO_LARGE;
      scale -= 140;
    }
  }
  return probability * 10 ** scale;
}

function transition(size: number, h: number): Float64Array {
  const cells = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < Math.min(size, i + 2); j++) cells[i * size + j] = 1;
  }
  for (let i = 0; i < size; i++) {
    cells[i * size] -= h ** (i + 1);
    cells[(size - 1) * size + i] -= h ** (size - i);
  }
  if (2 * h > 1) cells[(size - 1) * size] += (2 * h - 1) ** size;
  let factorial = 1;
  const factorials = Float64Array.from({ length: size + 1 }, (_, i) => (factorial *= Math.max(1, i)));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) cells[i * size + j] /= factorials[i - j + 1];
  }
  return cells;
}

function power(base: Scaled, exponent: number, size: number): Scaled {
  if (exponent === 1) return base;
  const half = power(base, Math.floor(exponent / 2), size);
  const square = times(half, half, size);
  return exponent % 2 === 0 ? square : times(base, square, size);
}

function times(a: Scaled, b: Scaled, size: number): Scaled {
  const cells = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a.cells[i * size + k];
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) cells[i * size + j] += factor * b.cells[k * size + j];
    }
  }
  const exponent = a.exponent + b.exponent;
  const middle = cells[(size >> 1) * size + (size >> 1)];
  if (middle <= TOO_LARGE) return { cells, exponent };
  return { cells: cells.map((cell) => cell / TOO_LARGE), exponent: exponent + 140 };
}
