import { z } from 'zod';
import { sketchFromJson, type SketchResult } from './sketch-result.ts';

/**
 * Count, mean and the sums of the second to fourth powers of the deviations from it, with the least and greatest value:
 * 72 bytes. Sums of deviations, unlike sums of powers, lose no digits where the spread is small beside the mean (Pebay
 * 2008, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments").
 *
 * Counts, least and greatest merge exactly. The rest is in floating point: merged in another order or grouping the
 * results agree to some 1e-12 of their size (of the standard deviation, for mean and odd moments), not to the last bit.
 */
export interface Moments {
  /** Finite values. */
  count: number;
  mean: number;
  /** Sums of (value - mean)^k. */
  m2: number;
  m3: number;
  m4: number;
  /** Infinity and -Infinity without values. */
  least: number;
  greatest: number;
  /** NaN. */
  missing: number;
  /** Infinities: counted, and part of nothing else. */
  infinite: number;
}

export function emptyMoments(): Moments {
  return {
    count: 0,
    mean: 0,
    m2: 0,
    m3: 0,
    m4: 0,
    least: Infinity,
    greatest: -Infinity,
    missing: 0,
    infinite: 0,
  };
}

export function addMoment(sketch: Moments, value: number): void {
  if (Number.isNaN(value)) sketch.missing++;
  else if (!Number.isFinite(value)) sketch.infinite++;
  else {
    addSums(sketch, { count: 1, mean: value, m2: 0, m3: 0, m4: 0 });
    keepEnds(sketch, value);
  }
}

/** -0 is kept as 0. */
function keepEnds(sketch: Moments, value: number): void {
  if (value < sketch.least) sketch.least = value + 0;
  if (value > sketch.greatest) sketch.greatest = value + 0;
}

/** Adds values by their own mean first, which is quicker and keeps more digits than one after the other. */
export function addMoments(sketch: Moments, values: ArrayLike<number>): void {
  const batch = emptyMoments();
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) batch.missing++;
    else if (!Number.isFinite(value)) batch.infinite++;
    else {
      batch.count++;
      sum += value / values.length;
      keepEnds(batch, value);
    }
  }
  if (batch.count > 0) sumDeviations(batch, values, sum * (values.length / batch.count));
  addInto(sketch, batch);
}

/** `middle` is near the mean; what rounding has left between the two is put right at the end. */
function sumDeviations(batch: Moments, values: ArrayLike<number>, middle: number): void {
  let [s1, s2, s3, s4] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    const d = values[i] - middle;
    s1 += d;
    s2 += d * d;
    s3 += d * d * d;
    s4 += d * d * d * d;
  }
  const shift = s1 / batch.count;
  batch.mean = middle + shift;
  batch.m2 = Math.max(0, s2 - shift * s1);
  batch.m3 = s3 - 3 * shift * s2 + 2 * shift ** 2 * s1;
  batch.m4 = Math.max(0, s4 - 4 * shift * s3 + 6 * shift ** 2 * s2 - 3 * shift ** 3 * s1);
}

export function mergeMoments(a: Moments, b: Moments): Moments {
  const sketch = { ...a };
  addInto(sketch, b);
  return sketch;
}

function addInto(sketch: Moments, other: Moments): void {
  addSums(sketch, other);
  sketch.least = Math.min(sketch.least, other.least);
  sketch.greatest = Math.max(sketch.greatest, other.greatest);
  sketch.missing += other.missing;
  sketch.infinite += other.infinite;
}

/** Pebay 2008, equations 2.1 and 3.1. */
function addSums(a: Moments, b: Pick<Moments, 'count' | 'mean' | 'm2' | 'm3' | 'm4'>): void {
  const count = a.count + b.count;
  if (b.count === 0) return;
  const share = a.count / count;
  const rest = b.count / count;
  const delta = b.mean - a.mean;
  const cross = delta * delta * a.count * rest;
  a.m4 +=
    b.m4 +
    cross * delta * delta * (share * share - share * rest + rest * rest) +
    6 * delta * delta * (share * share * b.m2 + rest * rest * a.m2) +
    4 * delta * (share * b.m3 - rest * a.m3);
  a.m3 += b.m3 + cross * delta * (share - rest) + 3 * delta * (share * b.m2 - rest * a.m2);
  a.m2 += b.m2 + cross;
  a.mean += delta * rest;
  a.count = count;
}

export interface MomentFigures {
  count: number;
  /** Null without values, as are the others. */
  mean: number | null;
  /** Population variance and its root. */
  variance: number | null;
  standardDeviation: number | null;
  /** m3 / m2^1.5 of population moments; null, as the next, where nothing varies. */
  skewness: number | null;
  /** m4 / m2^2 - 3: 0 for a normal distribution. */
  excessKurtosis: number | null;
  least: number | null;
  greatest: number | null;
  missing: number;
  infinite: number;
}

/** Figures that overflow a float64 are null. */
export function readMoments(sketch: Moments): MomentFigures {
  const { count, mean, m2, m3, m4, least, greatest, missing, infinite } = sketch;
  const isThere = count > 0;
  const variance = m2 / count;
  const varies = isThere && variance > 0;
  return {
    count,
    mean: isThere ? finiteOrNull(mean) : null,
    variance: isThere ? finiteOrNull(variance) : null,
    standardDeviation: isThere ? finiteOrNull(Math.sqrt(variance)) : null,
    skewness: varies ? finiteOrNull(m3 / count / variance ** 1.5) : null,
    excessKurtosis: varies ? finiteOrNull(m4 / count / variance ** 2 - 3) : null,
    least: isThere ? least : null,
    greatest: isThere ? greatest : null,
    missing,
    infinite,
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

const whole = z.number().int().nonnegative();
const schema = z.object({
  kind: z.literal('MOMENTS'),
  count: whole,
  /** Null for a sum that has left the range of float64, as are the others. */
  mean: z.number().nullable(),
  m2: z.number().nonnegative().nullable(),
  m3: z.number().nullable(),
  m4: z.number().nonnegative().nullable(),
  least: z.number().nullable(),
  greatest: z.number().nullable(),
  missing: whole,
  infinite: whole,
});

export type MomentsJson = z.infer<typeof schema>;

export function momentsToJson(sketch: Moments): MomentsJson {
  const { count, mean, m2, m3, m4, least, greatest, missing, infinite } = sketch;
  return {
    kind: 'MOMENTS',
    count,
    mean: finiteOrNull(mean),
    m2: finiteOrNull(m2),
    m3: finiteOrNull(m3),
    m4: finiteOrNull(m4),
    least: finiteOrNull(least),
    greatest: finiteOrNull(greatest),
    missing,
    infinite,
  };
}

export function momentsFromJson(json: unknown): SketchResult<Moments> {
  return sketchFromJson(schema, json, ({ count, mean, m2, m3, m4, least, greatest, missing, infinite }) => ({
    count,
    mean: mean ?? NaN,
    m2: m2 ?? NaN,
    m3: m3 ?? NaN,
    m4: m4 ?? NaN,
    least: least ?? Infinity,
    greatest: greatest ?? -Infinity,
    missing,
    infinite,
  }));
}
