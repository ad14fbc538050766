const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here on seven terms of the series are exact to a double. */
const SERIES_FROM = 10;

/**
 * ln Gamma(x) for x > 0; (n - 1)! = Gamma(n). Absolute error under 1e-14 up to x = 20, relative error under 1e-15
 * beyond. Stirling's series, reached by Gamma(x) = Gamma(x + 1) / x (Abramowitz and Stegun 1964, 6.1.40).
 */
export function logGamma(x: number): number {
  let factor = 1;
  let at = x;
  for (; at < SERIES_FROM; at++) factor *= at;
  return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + stirlingRest(at) - Math.log(factor);
}

/** What Stirling's (x - 1/2) ln x - x + ln(2 pi) / 2 leaves of ln Gamma(x), for x >= 10: 1/(12 x) - 1/(360 x^3) + ... */
export function stirlingRest(x: number): number {
  const s = 1 / (x * x);
  return (
    (1 / 12 +
      s *
        (-1 / 360 +
          s * (1 / 1260 + s * (-1 / 1680 + s * (1 / 1188 + s * (-691 / 360360 + s * (1 / 156))))))) /
    x
  );
}

/** ln of the number of ways to choose k of n; 0 <= k <= n. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
