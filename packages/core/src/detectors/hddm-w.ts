import { z } from 'zod';
import type { Signal } from './signal.ts';

/** River's defaults. */
export const hddmWDefaults = {
  driftConfidence: 0.001,
  warningConfidence: 0.005,
  lambda: 0.05,
  twoSided: false,
} as const;

const confidence = z.number().gt(0).lt(1);

export const hddmWOptionsSchema = z.strictObject({
  /** How likely a false alarm may be, by the bound at one moment: smaller is more careful. */
  driftConfidence: confidence.default(hddmWDefaults.driftConfidence),
  warningConfidence: confidence.default(hddmWDefaults.warningConfidence),
  /** Weight of the newest value; smaller forgets more slowly and sees smaller changes. */
  lambda: z.number().gt(0).lte(1).default(hddmWDefaults.lambda),
  /** Look for falls of the mean too. */
  twoSided: z.boolean().default(hddmWDefaults.twoSided),
});

const weightedMeanSchema = z.object({
  count: z.number().int().nonnegative(),
  mean: z.number(),
  /** Sum of the squared weights. */
  squaredWeights: z.number(),
});

/** The values up to a cut, and those behind it; `reach` is the bound that the cut was chosen by, null before it. */
const splitSchema = z.object({
  before: weightedMeanSchema,
  after: weightedMeanSchema,
  reach: z.number().nullable(),
});

export const hddmWStateSchema = z.object({
  all: weightedMeanSchema,
  /** For a rise of the mean. */
  rise: splitSchema,
  /** For a fall; kept up only when it is looked for. */
  fall: splitSchema,
});

export type HddmWOptions = z.infer<typeof hddmWOptionsSchema>;
export type HddmWState = z.infer<typeof hddmWStateSchema>;
type WeightedMean = z.infer<typeof weightedMeanSchema>;
type Split = z.infer<typeof splitSchema>;

export function startHddmW(): HddmWState {
  return { all: emptyWeighted(), rise: emptySplit(), fall: emptySplit() };
}

function emptyWeighted(): WeightedMean {
  return { count: 0, mean: 0, squaredWeights: 1 };
}

function emptySplit(): Split {
  return { before: emptyWeighted(), after: emptyWeighted(), reach: null };
}

/**
 * McDiarmid's bound on an exponentially weighted average (Frias-Blanco et al. 2014, W-test): is the weighted mean
 * behind the best cut further from that before it than chance allows? `x` is in [0, 1]; an error is 1. The quick one:
 * it looks at the newest 1 / lambda values or so, and is blind to changes that are small against their noise.
 */
export function updateHddmW(state: HddmWState, x: number, options: HddmWOptions): Signal {
  addWeighted(state.all, x, options.lambda);
  const reach = mcDiarmidBound(state.all.squaredWeights, options.driftConfidence);
  follow(state.rise, state.all, x, state.all.mean + reach, options.lambda);
  if (options.twoSided) follow(state.fall, state.all, x, reach - state.all.mean, options.lambda);
  const isOver = (level: number) =>
    hasMoved(state.rise, 1, level) || (options.twoSided && hasMoved(state.fall, -1, level));
  if (isOver(options.driftConfidence)) return 'DRIFT';
  return isOver(options.warningConfidence) ? 'WARNING' : 'STABLE';
}

function addWeighted(weighted: WeightedMean, x: number, lambda: number): void {
  weighted.mean = weighted.count === 0 ? x : lambda * x + (1 - lambda) * weighted.mean;
  weighted.count++;
  weighted.squaredWeights = lambda ** 2 + (1 - lambda) ** 2 * weighted.squaredWeights;
}

/** Moves the cut to here where `reach` is the lowest so far, else counts the value behind the cut. */
function follow(split: Split, all: WeightedMean, x: number, reach: number, lambda: number): void {
  if (split.reach !== null && reach >= split.reach) {
    addWeighted(split.after, x, lambda);
    return;
  }
  split.reach = reach;
  split.before = { ...all };
  split.after = emptyWeighted();
}

/** `sign` 1 asks for a rise, -1 for a fall. */
function hasMoved({ before, after }: Split, sign: 1 | -1, level: number): boolean {
  if (before.count === 0 || after.count === 0) return false;
  const bound = mcDiarmidBound(before.squaredWeights + after.squaredWeights, level);
  return sign * (after.mean - before.mean) > bound;
}

function mcDiarmidBound(squaredWeights: number, level: number): number {
  return Math.sqrt((squaredWeights * Math.log(1 / level)) / 2);
}
