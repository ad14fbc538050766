import { z } from 'zod';
import type { Signal } from './signal.ts';

/**
 * The textbook's chart (Montgomery, "Introduction to Statistical Quality Control", 9.1). On normal values it raises a
 * false alarm every 465 values or so; for a stream of single predictions see `recommendedOptions`.
 */
export const cusumDefaults = {
  target: null,
  deviation: null,
  warmUp: 100,
  slack: 0.5,
  threshold: 5,
  warningThreshold: 4,
  mode: 'BOTH',
} as const;

export const cusumOptionsSchema = z.strictObject({
  /** The mean that is normal; null: that of the warm-up. A known one is better by far. */
  target: z.number().nullable().default(cusumDefaults.target),
  /** The standard deviation of a value that is normal; null: that of the warm-up. */
  deviation: z.number().positive().nullable().default(cusumDefaults.deviation),
  /** Values that an unknown target or deviation is taken from; as many more as it takes until two of them differ. */
  warmUp: z.number().int().min(2).default(cusumDefaults.warmUp),
  /** Tolerated shift of the mean, in deviations: best against a shift of twice that. */
  slack: z.number().nonnegative().default(cusumDefaults.slack),
  /** In deviations. */
  threshold: z.number().positive().default(cusumDefaults.threshold),
  /** Null: never warns. */
  warningThreshold: z.number().positive().nullable().default(cusumDefaults.warningThreshold),
  /** Whether rises, falls or both are looked for. */
  mode: z.enum(['UP', 'DOWN', 'BOTH']).default(cusumDefaults.mode),
});

export const cusumStateSchema = z.object({
  /** What is normal; null during the warm-up. */
  normal: z.object({ mean: z.number(), deviation: z.number().positive() }).nullable(),
  /** The values of the warm-up: their number, mean and sum of squared deviations. */
  warmUp: z.object({ count: z.number().int().nonnegative(), mean: z.number(), squares: z.number() }),
  rise: z.number().nonnegative(),
  fall: z.number().nonnegative(),
});

export type CusumOptions = z.infer<typeof cusumOptionsSchema>;
export type CusumState = z.infer<typeof cusumStateSchema>;

export function startCusum({ target, deviation }: CusumOptions): CusumState {
  const normal = target !== null && deviation !== null ? { mean: target, deviation } : null;
  return { normal, warmUp: { count: 0, mean: 0, squares: 0 }, rise: 0, fall: 0 };
}

/**
 * Two-sided cumulative sum chart (Page 1954) of standardised values: how far they have gone on one side of the target
 * beyond the slack, since they last did not. Any finite values.
 */
export function updateCusum(state: CusumState, x: number, options: CusumOptions): Signal {
  if (state.normal === null) {
    learnNormal(state, x, options);
    return 'STABLE';
  }
  const z = (x - state.normal.mean) / state.normal.deviation;
  state.rise = options.mode === 'DOWN' ? 0 : Math.max(0, state.rise + z - options.slack);
  state.fall = options.mode === 'UP' ? 0 : Math.max(0, state.fall - z - options.slack);
  const reach = Math.max(state.rise, state.fall);
  if (reach > options.threshold) return 'DRIFT';
  return options.warningThreshold !== null && reach > options.warningThreshold ? 'WARNING' : 'STABLE';
}

function learnNormal(state: CusumState, x: number, options: CusumOptions): void {
  const { warmUp } = state;
  warmUp.count++;
  const before = x - warmUp.mean;
  warmUp.mean += before / warmUp.count;
  warmUp.squares += before * (x - warmUp.mean);
  if (warmUp.count < options.warmUp) return;
  const deviation = options.deviation ?? Math.sqrt(warmUp.squares / (warmUp.count - 1));
  if (deviation > 0) state.normal = { mean: options.target ?? warmUp.mean, deviation };
}
