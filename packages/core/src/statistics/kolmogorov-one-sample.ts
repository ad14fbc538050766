import { logChoose } from './log-gamma.ts';
import { kolmogorovCdfByMatrix } from './kolmogorov-matrix.ts';
import { kolmogorovCdfBySeries } from './kolmogorov-series.ts';

/** Up to so many rows the matrix stays small (at most 128 x 128), and is used instead of the series. */
const EXACT_ROWS = 1000;
/**
 * From this n d^2 on, both one-sided distances reach d so seldom that their chances may be added: it is 1e-10 of the
 * tail at 4, and 2e-6 of it at 2.2, from where on the series would be worse.
 */
const TAIL_FROM_EXACT = 4;
const TAIL_FROM_SERIES = 2.2;

/**
 * How likely a sample of `n` rows from a known continuous distribution has a distribution function that is at least `d`
 * from it somewhere: P(D_n >= d). To a relative 1e-9 up to 1,000 rows, 2e-6 beyond. Which formula serves where: Simard
 * and L'Ecuyer (2011, J. Stat. Soft. 39/11), but the exact one for more rows.
 */
export function kolmogorovOneSampleP(n: number, d: number): number {
  if (!(n > 0) || n * d <= 0.5) return 1;
  if (d >= 1) return 0;
  const isExact = n <= EXACT_ROWS;
  if (d >= 0.5 || n * d * d >= (isExact ? TAIL_FROM_EXACT : TAIL_FROM_SERIES)) {
    return Math.min(1, 2 * smirnovOneSided(n, d));
  }
  const cdf = isExact ? kolmogorovCdfByMatrix(n, d) : kolmogorovCdfBySeries(n, d);
  return Math.min(1, Math.max(0, 1 - cdf));
}

/** P(D+ >= d), exactly (Smirnov 1944): d sum over j of C(n, j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j). */
export function smirnovOneSided(n: number, d: number): number {
  let sum = 0;
  for (let j = 0; j <= n * (1 - d); j++) {
    const above = 1 - d - j / n;
    if (above <= 0 && j < n) break;
    const rest = j < n ? (n - j) * Math.log(above) : 0;
    sum += Math.exp(logChoose(n, j) + (j - 1) * Math.log(d + j / n) + rest);
  }
  return Math.min(1, d * sum);
}
