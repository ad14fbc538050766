import { totalOf } from './shares.ts';

export interface AndersonDarlingTest {
  /** Normalised: 0 on average while all samples are from one distribution, with variance 1. */
  statistic: number;
  /**
   * Interpolated between, and cut off at, the tabulated levels: 0.001 to 0.25, as SciPy does. 0.001 means "or less", 0.25
   * "or more".
   */
  pValue: number;
}

/** Levels of the table of Scholz and Stephens (1987), and the coefficients of its critical values in 1, 1/sqrt(k-1), 1/(k-1). */
const LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
const CONSTANT = [0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085];
const OVER_ROOT = [-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615];
const OVER_SAMPLES = [-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154];
/** The variance of the statistic is not defined with fewer rows. */
const LEAST_ROWS = 4;

/**
 * k-sample Anderson-Darling test for values with ties (Scholz and Stephens 1987, the midrank version, their A2_akN), as
 * SciPy's `anderson_ksamp`. `samples` are counts over the same ascending values, two or more. Looks harder at the tails
 * than Kolmogorov-Smirnov. Null without rows on a side, with fewer than 4 rows, or where all values are equal.
 */
export function andersonDarling(samples: readonly ArrayLike<number>[]): AndersonDarlingTest | null {
  const rows = samples.map(totalOf);
  const all = rows.reduce((sum, n) => sum + n, 0);
  if (samples.length < 2 || all < LEAST_ROWS || rows.includes(0) || isConstant(samples)) return null;
  const raw = samples.reduce((sum, sample, i) => sum + distance(samples, sample, all) / rows[i], 0);
  const degrees = samples.length - 1;
  const statistic = (((all - 1) / all) * raw - degrees) / Math.sqrt(varianceOf(rows, all));
  return { statistic, pValue: pValueOf(statistic, degrees) };
}

/** The sum over the values of l / N x (N M - n B)^2 / (B (N - B) - N l / 4). */
function distance(samples: readonly ArrayLike<number>[], sample: ArrayLike<number>, all: number): number {
  const n = totalOf(sample);
  let sum = 0;
  let below = 0;
  let sampleBelow = 0;
  for (let i = 0; i < sample.length; i++) {
    let tied = 0;
    for (const other of samples) tied += other[i];
    const middle = below + tied / 2;
    const sampleMiddle = sampleBelow + sample[i] / 2;
    const weight = middle * (all - middle) - (all * tied) / 4;
    if (weight > 0) sum += ((tied / all) * (all * sampleMiddle - middle * n) ** 2) / weight;
    below += tied;
    sampleBelow += sample[i];
  }
  return sum;
}

function isConstant(samples: readonly ArrayLike<number>[]): boolean {
  let occupied = 0;
  for (let i = 0; i < samples[0].length; i++) if (samples.some((sample) => sample[i] > 0)) occupied++;
  return occupied < 2;
}

/** exp of the parabola through ln(level) over the critical values, by least squares, between their ends. */
function pValueOf(statistic: number, degrees: number): number {
  const critical = LEVELS.map(
    (_, i) => CONSTANT[i] + OVER_ROOT[i] / Math.sqrt(degrees) + OVER_SAMPLES[i] / degrees,
  );
  if (statistic < critical[0]) return LEVELS[0];
  if (statistic > critical[critical.length - 1]) return LEVELS[LEVELS.length - 1];
  return Math.exp(parabolaAt(critical, LEVELS.map(Math.log), statistic));
}

/** The value at `x` of the parabola that fits the points best, by orthogonal polynomials (Forsythe 1957). */
function parabolaAt(xs: readonly number[], ys: readonly number[], x: number): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i], 0);
  const middle = mean(xs);
  const linear = xs.map((at) => at - middle);
  const spread = dot(linear, linear);
  const skew =
    dot(
      linear.map((at) => at * at),
      linear,
    ) / spread;
  const square = (at: number) => at * at - skew * at - spread / xs.length;
  const squares = linear.map(square);
  const off = x - middle;
  return (
    mean(ys) + (off * dot(linear, ys)) / spread + (square(off) * dot(squares, ys)) / dot(squares, squares)
  );
}

/** Of the statistic that is not yet normalised; a, b, c, d, g, h and H by their names in the source. */
function varianceOf(rows: readonly number[], all: number): number {
  const k = rows.length;
  const H = rows.reduce((sum, n) => sum + 1 / n, 0);
  let harmonic = 0;
  let g = 0;
  for (let i = 2; i < all; i++) {
    harmonic += 1 / (all + 1 - i);
    g += harmonic / i;
  }
  const h = harmonic + 1;
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * H;
  const b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * H - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * H + 4 * h;
  const d = (2 * h + 6) * k * k - 4 * h * k;
  return (a * all ** 3 + b * all ** 2 + c * all + d) / ((all - 1) * (all - 2) * (all - 3));
}
