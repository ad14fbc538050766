import type { Failure } from '../errors/error-code.ts';

export const driftMethods = [
  'KOLMOGOROV_SMIRNOV',
  'CRAMER_VON_MISES',
  'ANDERSON_DARLING',
  'MANN_WHITNEY',
  'CHI_SQUARE',
  'Z_TEST',
  'POPULATION_STABILITY',
  'KULLBACK_LEIBLER',
  'JENSEN_SHANNON',
  'HELLINGER',
  'TOTAL_VARIATION',
  'L_INFINITY',
  'WASSERSTEIN',
] as const;
export type DriftMethod = (typeof driftMethods)[number];

/** By these Kilter decides: over the reference's bins (base 2) for any column, or normed for numbers. */
export type KilterMethod = Extract<DriftMethod, 'JENSEN_SHANNON' | 'WASSERSTEIN'>;

/** Whose formula and threshold: figures of one name differ between them. */
export type DriftDialect = 'KILTER' | 'EVIDENTLY' | 'NANNYML';

export type ColumnKind = 'NUMERIC' | 'CATEGORICAL';

/** How far one column has moved, by one method of one dialect. */
export interface DriftResult {
  method: DriftMethod;
  dialect: DriftDialect;
  /** Null where it is infinite: the chi-square of a value that the reference does not have. */
  statistic: number | null;
  /** What the statistic is held against, or the p-value where the dialect decides by that. Null: nothing to hold against. */
  threshold: number | null;
  decidedBy: 'STATISTIC' | 'P_VALUE';
  /** Null for a distance. */
  pValue: number | null;
  drifted: boolean;
}

export type DriftOutcome = { ok: true; result: DriftResult } | { ok: false; failure: Failure };
