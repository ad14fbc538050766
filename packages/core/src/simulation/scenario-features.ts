import type { Feature, Manifest, NumericFeature } from '../features/manifest.ts';
import { shuffle, type Random } from '../training/random.ts';
import type { SyntheticModel } from './synthetic-model.ts';

/** STABLE customers to look at before a scenario: shares within about .7 points (one standard error). */
export const PILOT_CUSTOMERS = 4096;

/** Which features a scenario touches in a model that has them; other models get features chosen by the truth. */
const HARMLESS_FEATURE = 'hourSpendOnApp';
const COVARIATE_FEATURE = 'tenure';
const COVARIATE_AT_MOST = 1;
const MISSING_FEATURE = 'tenure';
/**
 * The fault of RECALL_COLLAPSE: what lies between the two halves of the churn data, for each filled value. Tiers, ratings
 * and flags (cityTier, satisfactionScore, complain) are not touched.
 */
const FAULTY_SHIFTS: Readonly<Record<string, number>> = {
  tenure: 1,
  warehouseToHome: 1,
  hourSpendOnApp: 1,
  numberOfDeviceRegistered: 1,
  numberOfAddress: 1,
  orderAmountHikeFromlastYear: 1,
  couponUsed: 1,
  orderCount: 1,
  daySinceLastOrder: 1,
  cashbackAmount: 25,
};
/** A whole number with no more usual values than this is a flag, a tier or a rating. */
const MOST_RATING_VALUES = 5;
/** Other models' counts and amounts move by so many standard deviations, as the churn model's do on average. */
const SHIFT_IN_DEVIATIONS = 0.5;
/** For COVARIATE_DRIFT in a model without tenure: the lowest fifth of its most important number. */
const LOW_SHARE = 0.2;

/** Customers and what the truth says of them; drawn only where a scenario must know. */
export interface Pilot {
  readonly manifest: Manifest;
  readonly model: SyntheticModel;
  readonly customers: readonly Float64Array[];
  readonly random: Random;
}

/** The feature that HARMLESS moves: the one that the truth depends on least. */
export function harmlessFeature(pilot: Pilot): number {
  const named = indexOf(pilot.manifest, HARMLESS_FEATURE);
  return named === -1 ? (byImportance(pilot).at(-1) ?? 0) : named;
}

/** The low end of the feature of COVARIATE_DRIFT, `atMost` included; null for a model without numbers. */
export function covariateStratum(pilot: Pilot): { feature: number; atMost: number } | null {
  const { features } = pilot.manifest;
  const isNumeric = (index: number) => features[index].kind === 'NUMERIC';
  const named = indexOf(pilot.manifest, COVARIATE_FEATURE);
  if (named !== -1 && isNumeric(named)) return { feature: named, atMost: COVARIATE_AT_MOST };
  const feature = byImportance(pilot).find(isNumeric);
  if (feature === undefined) return null;
  const sorted = present(pilot, feature).sort();
  return { feature, atMost: sorted[Math.floor(LOW_SHARE * sorted.length)] ?? 0 };
}

/** The feature of MISSING_DATA, one that may be missing; null for a model that requires them all. */
export function missingFeature(pilot: Pilot): number | null {
  const { features } = pilot.manifest;
  const named = indexOf(pilot.manifest, MISSING_FEATURE);
  if (named !== -1 && !features[named].required) return named;
  return byImportance(pilot).find((index) => !features[index].required) ?? null;
}

/** What the fault of RECALL_COLLAPSE adds to each feature, 0 to most; null where there is nothing to add to. */
export function faultyShifts(pilot: Pilot): Float64Array | null {
  const shifts = Float64Array.from(pilot.manifest.features, (feature, index) => {
    if (feature.kind === 'CATEGORICAL') return 0;
    return FAULTY_SHIFTS[feature.name] ?? (isRating(feature) ? 0 : usualShift(pilot, index));
  });
  return shifts.some((shift) => shift !== 0) ? shifts : null;
}

/** Population standard deviation of the known values. */
export function deviation(pilot: Pilot, feature: number): number {
  const values = present(pilot, feature);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 0;
}

function usualShift(pilot: Pilot, index: number): number {
  const shift = SHIFT_IN_DEVIATIONS * deviation(pilot, index);
  return isInteger(pilot.manifest.features[index]) ? Math.ceil(shift) : shift;
}

function isRating({ integer, minimum, maximum }: NumericFeature): boolean {
  return integer && minimum !== null && maximum !== null && maximum - minimum < MOST_RATING_VALUES;
}

export function isInteger(feature: Feature): boolean {
  return feature.kind === 'NUMERIC' && feature.integer;
}

function indexOf({ features }: Manifest, name: string): number {
  return features.findIndex((feature) => feature.name === name);
}

function present({ customers }: Pilot, feature: number): Float64Array {
  return Float64Array.from(customers, (values) => values[feature]).filter((value) => !Number.isNaN(value));
}

/**
 * Features by how much the truth depends on them, the most important first: the mean change of the log-odds when the
 * feature's values are dealt out anew among the customers (permutation importance, Breiman 2001).
 */
function byImportance({ manifest, model, customers, random }: Pilot): number[] {
  const before = model.truthLogits(customers, 'STABLE');
  const changes = manifest.features.map((_, feature) => {
    const order = Int32Array.from(customers.keys());
    shuffle(order, random);
    const dealt = customers.map((values, i) => values.with(feature, customers[order[i]][feature]));
    return model.truthLogits(dealt, 'STABLE').reduce((sum, after, i) => sum + Math.abs(after - before[i]), 0);
  });
  return [...changes.keys()].sort((a, b) => changes[b] - changes[a]);
}
