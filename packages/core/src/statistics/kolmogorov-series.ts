const PI_2 = Math.PI ** 2;
const PI_4 = Math.PI ** 4;
const PI_6 = Math.PI ** 6;

/** Terms beyond this many change nothing for sqrt(n) d <= 2. */
const TERMS = 12;

/**
 * P(D_n < d) for large n: Kolmogorov's limit and its first three corrections in 1 / sqrt(n) (Pelz and Good 1976). Meant
 * for n > 1000 and n d^2 < 2.2, where it is off by 1.2e-7 at most.
 */
export function kolmogorovCdfBySeries(n: number, d: number): number {
  const z = Math.sqrt(n) * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  let [limit, first, second, third] = [0, 0, 0, 0];
  for (let k = 0; k < TERMS; k++) {
    // Each half stands twice, for k + 1/2 and -(k + 1/2).
    const half = (k + 0.5) ** 2;
    const e = 2 * Math.exp((-PI_2 * half) / (2 * z2));
    limit += e;
    first += e * (PI_2 * half - z2);
    second += e * (6 * z6 + 2 * z4 + PI_2 * (2 * z4 - 5 * z2) * half + PI_4 * (1 - 2 * z2) * half ** 2);
    third +=
      e *
      (PI_6 * half ** 3 * (5 - 30 * z2) +
        PI_4 * half ** 2 * (-60 * z2 + 212 * z4) +
        PI_2 * half * (135 * z4 - 96 * z6) -
        (30 * z6 + 90 * z4 * z4));
  }
  let [secondRest, thirdRest] = [0, 0];
  for (let k = 1; k < TERMS; k++) {
    const e = 2 * Math.exp((-PI_2 * k * k) / (2 * z2));
    secondRest += e * PI_2 * k * k;
    thirdRest += e * (-4 * PI_4 * k ** 4 + 3 * PI_2 * k * k * z2);
  }
  return (
    Math.sqrt(Math.PI / 2) *
    (limit / z +
      first / (6 * z4) / Math.sqrt(n) +
      (second / (72 * z6 * z) - secondRest / (36 * z2 * z)) / n +
      (third / (6480 * z6 * z4) + thirdRest / (2160 * z6)) / n ** 1.5)
  );
}
