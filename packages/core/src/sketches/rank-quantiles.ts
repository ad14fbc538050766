import { z } from 'zod';
import { sketchFromJson, type SketchResult } from './sketch-result.ts';

/** Most values of the highest level. */
const WIDTH = 200;
/** A level holds this share of the one above, but never fewer than `NARROWEST`. */
const NARROWING = 2 / 3;
const NARROWEST = 8;

/**
 * Some of the values, each standing for 2^level of them: quantiles of any values with an error in rank, not in value
 * (Karnin, Lang and Liberty, "Optimal quantile approximation in streams", FOCS 2016, with 200 values at the top). The
 * share of values up to a percentile is off by at most one point, at all 99 percentiles in 99 of 100 sketches (measured
 * on 1,000 to 1,000,000 values, in random, ascending and alternating order, added or merged from up to 1,440 parts); up
 * to 200 values everything is exact. Some 620 values (5 kB) for a million, 8 more for each doubling.
 *
 * Which of two neighbours is kept is decided by a hash of how often that was asked before, so that the same values in the
 * same order give the same sketch. Merging is commutative to the bit. It is associative in what it promises, count and
 * error bound, but not to the bit: another grouping keeps other values.
 */
export interface RankQuantiles {
  /** Finite values. */
  count: number;
  /** Level h: values that stand for 2^h each, in no order. */
  levels: number[][];
  /** Halvings so far. */
  halvings: number;
  /** Infinity and -Infinity without values. */
  least: number;
  greatest: number;
  missing: number;
  infinite: number;
}

export function emptyRankQuantiles(): RankQuantiles {
  return {
    count: 0,
    levels: [[]],
    halvings: 0,
    least: Infinity,
    greatest: -Infinity,
    missing: 0,
    infinite: 0,
  };
}

export function addRanked(sketch: RankQuantiles, value: number): void {
  if (Number.isNaN(value)) sketch.missing++;
  else if (!Number.isFinite(value)) sketch.infinite++;
  else {
    sketch.count++;
    if (value < sketch.least) sketch.least = value;
    if (value > sketch.greatest) sketch.greatest = value;
    if (sketch.levels[0].push(value + 0) > levelCapacity(sketch, 0)) compress(sketch);
  }
}

export function addAllRanked(sketch: RankQuantiles, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) addRanked(sketch, values[i]);
}

function levelCapacity({ levels }: RankQuantiles, level: number): number {
  return Math.max(NARROWEST, Math.ceil(WIDTH * NARROWING ** (levels.length - 1 - level)));
}

/** Halves the lowest level that is over its capacity, again and again until the whole fits. */
function compress(sketch: RankQuantiles): void {
  const { levels } = sketch;
  while (isOverfull(sketch)) {
    const level = levels.findIndex((values, height) => values.length > levelCapacity(sketch, height));
    if (level === levels.length - 1) levels.push([]);
    halve(sketch, level);
  }
}

/** Lower levels may borrow what upper ones do not use. */
function isOverfull(sketch: RankQuantiles): boolean {
  let held = 0;
  let room = 0;
  sketch.levels.forEach((values, level) => {
    held += values.length;
    room += levelCapacity(sketch, level);
  });
  return held > room;
}

/** Every other value of a level goes up and stands for its neighbour too; an odd one stays. */
function halve(sketch: RankQuantiles, level: number): void {
  const sorted = Float64Array.from(sketch.levels[level]).sort();
  const stays = sorted.length % 2;
  for (let i = stays + coin(sketch.halvings++, level); i < sorted.length; i += 2) {
    sketch.levels[level + 1].push(sorted[i]);
  }
  sketch.levels[level] = [...sorted.subarray(0, stays)];
}

/** 0 or 1, as good as random. */
function coin(halvings: number, level: number): number {
  const mixed = Math.imul(Math.imul(halvings, 64) + level + 1, 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 31;
}

export function mergeRankQuantiles(a: RankQuantiles, b: RankQuantiles): RankQuantiles {
  const height = Math.max(a.levels.length, b.levels.length);
  const sketch: RankQuantiles = {
    count: a.count + b.count,
    levels: Array.from({ length: height }, (_, level) =>
      [...(a.levels[level] ?? []), ...(b.levels[level] ?? [])].sort((x, y) => x - y),
    ),
    halvings: a.halvings + b.halvings,
    least: Math.min(a.least, b.least),
    greatest: Math.max(a.greatest, b.greatest),
    missing: a.missing + b.missing,
    infinite: a.infinite + b.infinite,
  };
  if (a.count > 0 && b.count > 0) compress(sketch);
  return sketch;
}

/** Kept values ascending, with how many each stands for. */
function weighted({ levels }: RankQuantiles): { value: number; weight: number }[] {
  const all = levels.flatMap((values, level) => values.map((value) => ({ value, weight: 2 ** level })));
  return all.sort((a, b) => a.value - b.value);
}

/** The value up to which the share q (0..1) of the values lies; one of them. Null without values. */
export function rankedQuantile(sketch: RankQuantiles, q: number): number | null {
  const { count, least, greatest } = sketch;
  if (count === 0) return null;
  if (q <= 0) return least;
  if (q >= 1) return greatest;
  let upTo = 0;
  for (const { value, weight } of weighted(sketch)) {
    upTo += weight;
    if (upTo >= q * count) return value;
  }
  return greatest;
}

/** The share of values up to `value`, 0..1; null without values. */
export function rankOf(sketch: RankQuantiles, value: number): number | null {
  const { count, levels, least, greatest } = sketch;
  if (count === 0) return null;
  if (value < least) return 0;
  if (value >= greatest) return 1;
  let upTo = 0;
  levels.forEach((values, level) => {
    for (const kept of values) if (kept <= value) upTo += 2 ** level;
  });
  return upTo / count;
}

const whole = z.number().int().nonnegative();
const schema = z
  .object({
    kind: z.literal('RANK_QUANTILES'),
    count: whole,
    levels: z.array(z.array(z.number())).min(1).max(48),
    halvings: whole,
    least: z.number().nullable(),
    greatest: z.number().nullable(),
    missing: whole,
    infinite: whole,
  })
  .refine(
    ({ count, levels }) =>
      levels.reduce((sum, values, level) => sum + values.length * 2 ** level, 0) === count,
    'the values do not stand for the count',
  );

export type RankQuantilesJson = z.infer<typeof schema>;

export function rankQuantilesToJson(sketch: RankQuantiles): RankQuantilesJson {
  const { count, levels, halvings, least, greatest, missing, infinite } = sketch;
  return {
    kind: 'RANK_QUANTILES',
    count,
    levels: levels.map((values) => values.toSorted((a, b) => a - b)),
    halvings,
    least: count === 0 ? null : least,
    greatest: count === 0 ? null : greatest,
    missing,
    infinite,
  };
}

export function rankQuantilesFromJson(json: unknown): SketchResult<RankQuantiles> {
  return sketchFromJson(schema, json, ({ count, levels, halvings, least, greatest, missing, infinite }) => ({
    count,
    levels,
    halvings,
    least: least ?? Infinity,
    greatest: greatest ?? -Infinity,
    missing,
    infinite,
  }));
}
