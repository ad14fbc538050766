/** Above this the tail is summed itself, below it the distribution function. */
const SPLIT = 0.3;
/** Below this the distribution function is under 1e-20. */
const NOTHING_BELOW = 0.003;
const STEP = 0.05;

/**
 * Share of the Cramer-von Mises limit law, that of the sum of Z_j^2 / (j pi)^2 with standard normal Z_j, above `x`; to a
 * relative 1e-9 in the tail.
 */
export function cramerVonMisesUpperTail(x: number): number {
  if (!(x >= NOTHING_BELOW)) return 1;
  return x < SPLIT ? 1 - cdf(x) : tail(x);
}

/**
 * 1 / (pi sqrt x) times the sum over k of (-1)^k C(-1/2, k) sqrt(4 k + 1) exp(-q) K_1/4(q), q = (4 k + 1)^2 / (16 x)
 * (Anderson and Darling 1952, 4.35).
 */
function cdf(x: number): number {
  let sum = 0;
  /** Gamma(k + 1/2) / (Gamma(1/2) k!). */
  let weight = 1;
  for (let k = 0; ; k++) {
    if (k > 0) weight *= (k - 0.5) / k;
    const term = weight * Math.sqrt(4 * k + 1) * besselTimesExp((4 * k + 1) ** 2 / (16 * x));
    sum += term;
    if (!(term > sum * Number.EPSILON)) return sum / (Math.PI * Math.sqrt(x));
  }
}

/** exp(-q) K_1/4(q): the integral over t > 0 of exp(-q (1 + cosh t)) cosh(t / 4) (DLMF 10.32.9), by the trapezoid rule. */
function besselTimesExp(q: number): number {
  let sum = Math.exp(-2 * q) / 2;
  for (let t = STEP; ; t += STEP) {
    const term = Math.exp(-q * (1 + Math.cosh(t))) * Math.cosh(t / 4);
    sum += term;
    if (!(term > sum * Number.EPSILON)) return sum * STEP;
  }
}

/**
 * 2 / pi times the alternating sum over k of the integrals of exp(-x u^2 / 2) / sqrt(-u sin u) over u from (2 k - 1) pi
 * to 2 k pi (Smirnov 1936). The roots at the ends are smoothed by u = centre - cos(s) pi / 2.
 */
function tail(x: number): number {
  let sum = 0;
  for (let k = 1; ; k++) {
    const term = arch(x, k);
    sum += k % 2 === 1 ? term : -term;
    if (!(term > sum * Number.EPSILON)) return Math.min(1, Math.max(0, sum));
  }
}

const ARCH_POINTS = 64;

/** By the midpoint rule, which for a smooth periodic function converges faster than any power. */
function arch(x: number, k: number): number {
  const centre = (2 * k - 0.5) * Math.PI;
  let sum = 0;
  for (let i = 0; i < ARCH_POINTS; i++) {
    const s = ((i + 0.5) * Math.PI) / ARCH_POINTS;
    const off = -Math.cos(s) * (Math.PI / 2);
    const u = centre + off;
    // sin u = -cos(off) here, which is 0 at both ends.
    sum += (Math.exp((-x * u * u) / 2) * Math.sin(s)) / Math.sqrt(u * Math.cos(off));
  }
  return (2 / Math.PI) * (sum * (Math.PI / ARCH_POINTS) * (Math.PI / 2));
}
