import { z } from 'zod';
import { kolmogorovTwoSampleP } from '../statistics/kolmogorov-two-sample.ts';
import { createRandom, sampleIndices } from '../training/random.ts';
import type { Signal } from './signal.ts';

/** River's defaults; a seed is needed, since the older values are sampled. */
export const kswinDefaults = {
  alpha: 0.005,
  warningAlpha: null,
  windowSize: 100,
  statSize: 30,
  seed: 1,
} as const;

/** A distance up to this is no drift, however unlikely. */
const LEAST_DISTANCE = 0.1;

const share = z.number().min(0).max(1);

export const kswinOptionsSchema = z
  .strictObject({
    /** Greatest p-value that is drift, each value on its own: a stream of n values is tested n times. */
    alpha: share.default(kswinDefaults.alpha),
    /** A larger one to warn by. Null, as in River: never warns. */
    warningAlpha: share.nullable().default(kswinDefaults.warningAlpha),
    windowSize: z.number().int().positive().default(kswinDefaults.windowSize),
    /** How many of the newest values are compared with as many older ones; at most half the window. */
    statSize: z.number().int().positive().default(kswinDefaults.statSize),
    seed: z.number().int().default(kswinDefaults.seed),
  })
  .refine(({ windowSize, statSize }) => 2 * statSize <= windowSize, {
    path: ['statSize'],
    message: 'must be at most half of windowSize',
  });

export const kswinStateSchema = z.object({
  /** Values since the start; the sample at each is drawn by a sequence of its own, so that no generator is saved. */
  count: z.number().int().nonnegative(),
  /** Oldest first. */
  window: z.array(z.number()),
});

export type KswinOptions = z.infer<typeof kswinOptionsSchema>;
export type KswinState = z.infer<typeof kswinStateSchema>;

export function startKswin(): KswinState {
  return { count: 0, window: [] };
}

/**
 * Kolmogorov-Smirnov windowing (Raab et al. 2020): the newest values against a random sample, as large, of the older
 * ones in the window, by the exact p-value. Any finite values; sees changes of shape too, and short ones only. Nearly
 * deaf on 0/1 errors, whose ties make the p-value too large.
 */
export function updateKswin(state: KswinState, x: number, options: KswinOptions): Signal {
  const { windowSize, statSize } = options;
  state.count++;
  state.window.push(x);
  if (state.window.length > windowSize) state.window.shift();
  if (state.window.length < windowSize) return 'STABLE';
  const drawn = sampleIndices(windowSize - statSize, statSize, createRandom(options.seed, state.count));
  const older = Float64Array.from(drawn, (i) => state.window[i]);
  const newest = Float64Array.from(state.window.slice(-statSize));
  const steps = greatestLead(older.sort(), newest.sort());
  if (steps / statSize <= LEAST_DISTANCE) return 'STABLE';
  const p = kolmogorovTwoSampleP(statSize, statSize, statSize * steps);
  if (p <= options.alpha) return 'DRIFT';
  return options.warningAlpha !== null && p <= options.warningAlpha ? 'WARNING' : 'STABLE';
}

/** The greatest difference between the numbers of values up to a point, over two ascending samples of one size. */
function greatestLead(first: Float64Array, second: Float64Array): number {
  let greatest = 0;
  let i = 0;
  let j = 0;
  while (i < first.length && j < second.length) {
    const point = Math.min(first[i], second[j]);
    while (first[i] === point) i++;
    while (second[j] === point) j++;
    greatest = Math.max(greatest, Math.abs(i - j));
  }
  return greatest;
}
