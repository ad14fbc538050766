import type { Random } from '../training/random.ts';
import { stirlingRest } from './log-gamma.ts';

/** Below this mean, adding up probabilities from 0 is faster than rejection. */
const SMALL_MEAN = 10;

/** How many of `n` trials succeed, each with `probability`; exactly distributed. Costs some 50 ns whatever n. */
export function drawBinomial(n: number, probability: number, random: Random): number {
  if (n <= 0 || !(probability > 0)) return 0;
  if (probability >= 1) return n;
  if (probability > 0.5) return n - drawBinomial(n, 1 - probability, random);
  return n * probability < SMALL_MEAN
    ? byInversion(n, probability, random)
    : byRejection(n, probability, random);
}

/** Walks up the probabilities of 0, 1, 2, ... (Kachitvichyanukul and Schmeiser 1988, BINV). */
function byInversion(n: number, p: number, random: Random): number {
  const odds = p / (1 - p);
  let probability = Math.exp(n * Math.log1p(-p));
  let rest = random();
  let k = 0;
  while (rest > probability && k < n) {
    rest -= probability;
    k++;
    probability *= ((n - k + 1) / k) * odds;
  }
  return k;
}

/** Transformed rejection with a squeeze, for n p >= 10 and p <= 1/2 (Hoermann 1993, BTRS). */
function byRejection(n: number, p: number, random: Random): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  for (;;) {
    const u = random() - 0.5;
    const v = 1 - random();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const height = (v * (2.83 + 5.1 / b) * deviation) / (a / (us * us) + b);
    if (Math.log(height) <= logRatioToMode(n, p, k)) return k;
  }
}

/** ln of P(k) / P(mode). */
function logRatioToMode(n: number, p: number, k: number): number {
  const odds = p / (1 - p);
  const mode = Math.floor((n + 1) * p);
  return (
    (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
    (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
    (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
    factorialRest(mode) +
    factorialRest(n - mode) -
    factorialRest(k) -
    factorialRest(n - k)
  );
}

/** What (k + 1/2) ln(k + 1) - (k + 1) + ln(2 pi) / 2 leaves of ln k!, exact to 1e-9 from 0 on. */
const SMALL = [
  0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
  0.01387612882307075, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287,
];
function factorialRest(k: number): number {
  return k < SMALL.length ? SMALL[k] : stirlingRest(k + 1);
}
