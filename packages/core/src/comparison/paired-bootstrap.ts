import type { FigureInterval } from '../performance/figure-interval.ts';
import {
  resampledInterval,
  type ResamplingOptions,
  type WeightedFigure,
} from '../performance/weighted-figure.ts';

/** A figure of two models, and between what their difference lies. */
export interface PairedFigures {
  readonly first: number;
  readonly second: number;
  /** second - first. */
  readonly difference: number;
  /** Percentile interval of the difference; null where it is defined on fewer than two resamples. */
  readonly interval: FigureInterval | null;
}

/**
 * Any figure of two models on the same `rows` rows, both read from the same resamples, so that what the models share
 * cancels (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", 8). Null where a figure is not defined.
 */
export function pairedBootstrap(
  first: WeightedFigure,
  second: WeightedFigure,
  rows: number,
  options: ResamplingOptions,
): PairedFigures | null {
  const once = new Float64Array(rows).fill(1);
  const [ofFirst, ofSecond] = [first(once), second(once)];
  if (ofFirst === null || ofSecond === null) return null;
  const difference = (weights: Float64Array) => {
    const [one, other] = [first(weights), second(weights)];
    return one === null || other === null ? null : other - one;
  };
  const interval = resampledInterval(difference, rows, options);
  return { first: ofFirst, second: ofSecond, difference: ofSecond - ofFirst, interval };
}
