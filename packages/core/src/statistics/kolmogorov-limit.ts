/** Above this the tail's own series is fast and exact; below, the distribution function's. */
const SPLIT = 1;

/**
 * Share of Kolmogorov's limit distribution above `x`: how likely sqrt(n) D is larger when a sample of a very large n is
 * from the supposed continuous distribution. To a relative 1e-14 in the tail (Kolmogorov 1933; Smirnov 1948).
 */
export function kolmogorovUpperTail(x: number): number {
  if (x <= 0) return 1;
  if (x < SPLIT) return 1 - kolmogorovCdf(x);
  let tail = 0;
  for (let k = 1; ; k++) {
    const term = 2 * Math.exp(-2 * k * k * x * x);
    tail += k % 2 === 1 ? term : -term;
    if (!(term > tail * Number.EPSILON)) return Math.min(1, tail);
  }
}

/** sqrt(2 pi) / x times the sum of exp(-(2 k - 1)^2 pi^2 / (8 x^2)). */
function kolmogorovCdf(x: number): number {
  let sum = 0;
  for (let odd = 1; ; odd += 2) {
    const term = Math.exp((-odd * odd * Math.PI * Math.PI) / (8 * x * x));
    sum += term;
    if (!(term > sum * Number.EPSILON)) return (Math.sqrt(2 * Math.PI) / x) * sum;
  }
}
