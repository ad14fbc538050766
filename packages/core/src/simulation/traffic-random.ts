import { createRandom, type Random } from '../training/random.ts';
import { drawNormal } from './synthetic-normal.ts';

/** A stream of its own for each thing that is drawn, so that a scenario changes what it is about and nothing else. */
const streams = {
  arrivals: 1,
  customers: 2,
  fates: 3,
  choices: 4,
  visits: 5,
  reports: 6,
  distortions: 7,
  pilot: 8,
} as const;

export function trafficRandom(seed: number, stream: keyof typeof streams): Random {
  return createRandom(seed, streams[stream]);
}

/** A logarithm that is normal: `median` in the unit of the quantity, `sigma` the standard deviation of the logarithm. */
export interface Lognormal {
  readonly median: number;
  readonly sigma: number;
}

export function drawLognormal({ median, sigma }: Lognormal, random: Random): number {
  return median * Math.exp(sigma * drawNormal(random));
}

/** Exponential with mean 1. */
export function drawExponential(random: Random): number {
  return -Math.log(1 - random());
}

/** Exponential with this mean, given that it is below `limit`: in [0, limit). */
export function drawTruncatedExponential(mean: number, limit: number, random: Random): number {
  return -mean * Math.log1p(random() * Math.expm1(-limit / mean));
}

/** The least of `count` uniform numbers in [0, 1): the gap to the next of `count` points thrown at random. */
export function drawLeastOf(count: number, random: Random): number {
  return -Math.expm1(Math.log1p(-random()) / count);
}
