import { EVERY_VALUE, type BinnedColumn } from './binning.ts';
import type { Histogram, HistogramLayout } from './histogram.ts';
import type { Split } from './tree.ts';

export interface SplitLimits {
  /** L2 penalty on leaf values (lambda), at least 0. */
  readonly l2: number;
  /** Least sum of hessians in a child. */
  readonly minimumChildWeight: number;
  /** Least gain of a split (gamma). */
  readonly minimumGain: number;
}

/** Gradient and hessian sums of a node. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
}

/** A found split, and the last bin (or for an equality the bin) that goes left. */
export interface BinnedSplit extends Split {
  readonly bin: number;
  readonly left: Sums;
}

/** A share of missing rows below this is a rounding residue of histogram subtraction. */
const RESIDUE = 1e-10;

/**
 * The split with the greatest gain
 *   1/2 [ GL^2/(HL + l2) + GR^2/(HR + l2) - G^2/(H + l2) ]
 * (Chen and Guestrin 2016, eq. 7 without gamma), or null when none is allowed. Numeric features split at a
 * threshold, categorical ones by "equals this category"; both also by "known". Missing rows are tried on both sides;
 * where the node has none, they follow the heavier child.
 */
export function findSplit(
  histogram: Histogram,
  layout: HistogramLayout,
  columns: readonly BinnedColumn[],
  features: Int32Array,
  total: Sums,
  limits: SplitLimits,
): BinnedSplit | null {
  const search = new SplitSearch(total, limits);
  for (const feature of features) {
    const { kind, count, splitValues } = columns[feature];
    const begin = 2 * layout.offsets[feature];
    const end = begin + 2 * count;
    search.enter(feature, histogram[end], histogram[end + 1]);
    let gradient = 0;
    let hessian = 0;
    for (let entry = begin; entry < end; entry += 2) {
      const bin = (entry - begin) >> 1;
      if (kind === 'CATEGORICAL' && !Number.isNaN(splitValues[bin])) {
        search.consider(bin, histogram[entry], histogram[entry + 1], true);
      }
      gradient += histogram[entry];
      hessian += histogram[entry + 1];
      if (kind === 'NUMERIC' || bin === count - 1) search.consider(bin, gradient, hessian, false);
    }
  }
  return search.best(columns);
}

/** The running best, as plain fields: a search looks at thousands of candidates a node and makes no object for one. */
class SplitSearch {
  readonly #total: Sums;
  readonly #limits: SplitLimits;
  readonly #baseScore: number;
  #current = 0;
  #missingGradient = 0;
  #missingHessian = 0;
  #hasMissing = false;
  #bestScore: number;
  #feature = -1;
  #bin = 0;
  #isEquality = false;
  #missingGoesLeft = false;
  #leftGradient = 0;
  #leftHessian = 0;

  constructor(total: Sums, limits: SplitLimits) {
    this.#total = total;
    this.#limits = limits;
    this.#baseScore = total.gradient ** 2 / (total.hessian + limits.l2);
    this.#bestScore = this.#baseScore + 2 * limits.minimumGain;
  }

  enter(feature: number, missingGradient: number, missingHessian: number): void {
    this.#current = feature;
    this.#missingGradient = missingGradient;
    this.#missingHessian = missingHessian;
    this.#hasMissing = missingHessian > RESIDUE * this.#total.hessian;
  }

  /** Tries known rows with these sums on the left. */
  consider(bin: number, gradient: number, hessian: number, isEquality: boolean): void {
    if (!this.#hasMissing) {
      this.#weigh(bin, gradient, hessian, isEquality, hessian > this.#total.hessian - hessian);
      return;
    }
    this.#weigh(bin, gradient, hessian, isEquality, false);
    this.#weigh(bin, gradient + this.#missingGradient, hessian + this.#missingHessian, isEquality, true);
  }

  #weigh(
    bin: number,
    gradient: number,
    hessian: number,
    isEquality: boolean,
    missingGoesLeft: boolean,
  ): void {
    const { l2, minimumChildWeight } = this.#limits;
    const rightHessian = this.#total.hessian - hessian;
    const residue = RESIDUE * this.#total.hessian;
    if (hessian < minimumChildWeight || rightHessian < minimumChildWeight) return;
    if (hessian <= residue || rightHessian <= residue) return;
    const rightGradient = this.#total.gradient - gradient;
    const score =
      (gradient * gradient) / (hessian + l2) + (rightGradient * rightGradient) / (rightHessian + l2);
    if (!(score > this.#bestScore)) return;
    this.#bestScore = score;
    this.#feature = this.#current;
    this.#bin = bin;
    this.#isEquality = isEquality;
    this.#missingGoesLeft = missingGoesLeft;
    this.#leftGradient = gradient;
    this.#leftHessian = hessian;
  }

  best(columns: readonly BinnedColumn[]): BinnedSplit | null {
    if (this.#feature === -1) return null;
    const { kind, splitValues } = columns[this.#feature];
    const asksIfKnown = kind === 'CATEGORICAL' && !this.#isEquality;
    return {
      feature: this.#feature,
      bin: this.#bin,
      threshold: asksIfKnown ? EVERY_VALUE : splitValues[this.#bin],
      isEquality: this.#isEquality,
      missingGoesLeft: this.#missingGoesLeft,
      gain: (this.#bestScore - this.#baseScore) / 2,
      left: { gradient: this.#leftGradient, hessian: this.#leftHessian },
    };
  }
}
