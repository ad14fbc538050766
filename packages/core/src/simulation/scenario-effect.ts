import { failure, type Failure } from '../errors/error-code.ts';
import type { Manifest } from '../features/manifest.ts';
import type { Random } from '../training/random.ts';
import { scenarioRampMs, type Scenario } from './scenario.ts';
import {
  covariateStratum,
  deviation,
  faultyShifts,
  harmlessFeature,
  isInteger,
  missingFeature,
  PILOT_CUSTOMERS,
  type Pilot,
} from './scenario-features.ts';
import type { SyntheticModel } from './synthetic-model.ts';
import { originShares, type NewCustomer, type Origin } from './traffic-customer.ts';
import { trafficRandom, type Lognormal } from './traffic-random.ts';
import type { Concept } from './truth.ts';

/** A part of the new customers whose share a scenario sets. */
export interface Stratum {
  contains(customer: NewCustomer): boolean;
  /** Its share of the new customers, 0..1, so long after the scenario's begin. */
  share(elapsedMs: number): number;
}

/** Changes in place what the model is sent; the customer stays as he is. */
export type Distort = (values: Float64Array, origin: Origin, random: Random) => void;

/** What a scenario does to the traffic. */
export interface ScenarioEffect {
  readonly concept: Concept;
  readonly stratum: Stratum | null;
  readonly distort: Distort | null;
  /** Share of the predictions that fail, 0..1. */
  readonly errorRate: number;
  /** In milliseconds. */
  readonly latency: Lognormal;
}

/** 6 ms in the median, 14 ms at the 95 % quantile. */
const USUAL_LATENCY = { median: 6, sigma: 0.5 };
/** 2.5 s at the 95 % quantile (1.645 standard deviations). */
const SLOW_LATENCY = { median: 2500 / Math.exp(1.645), sigma: 1 };
const USUAL_ERROR_RATE = 0.005;
const HIGH_ERROR_RATE = 0.12;
/** The low stratum of COVARIATE_DRIFT gains so much share. */
const COVARIATE_GAIN = 0.15;
/** Positives of PRIOR_SHIFT against before: .25 where .168 was. */
const PRIOR_FACTOR = 0.25 / 0.168;
/** Of all values, those that the partner loses in MISSING_DATA: missing goes from 5 % to 30 %. */
const LOST_SHARE = 0.25;
const MOST_SHARE = 0.95;

export const stableEffect: ScenarioEffect = {
  concept: 'STABLE',
  stratum: null,
  distort: null,
  errorRate: USUAL_ERROR_RATE,
  latency: USUAL_LATENCY,
};

export type CompileScenarioResult = { ok: true; effect: ScenarioEffect } | { ok: false; failure: Failure };

/**
 * What a scenario does to a model's traffic. For the churn model the features are those of the scenario's description;
 * other models get the feature of the same name or the one that their truth depends on most (HARMLESS: least).
 * BAD_USER_INPUT where the model has no feature of the kind that is needed.
 */
export function compileScenario(
  scenario: Scenario,
  manifest: Manifest,
  model: SyntheticModel,
  seed: number,
): CompileScenarioResult {
  const effect = (changes: Partial<ScenarioEffect>): CompileScenarioResult => ({
    ok: true,
    effect: { ...stableEffect, ...changes },
  });
  const impossible = (why: string): CompileScenarioResult => ({
    ok: false,
    failure: failure(
      'BAD_USER_INPUT',
      `${scenario} cannot be simulated: ${manifest.name} has ${why}`,
      'scenario',
    ),
  });
  const pilot = () => drawPilot(manifest, model, seed);
  switch (scenario) {
    case 'STABLE':
      return effect({});
    case 'HARMLESS':
      return effect({ distort: moveWithinRange(pilot()) });
    case 'COVARIATE_DRIFT': {
      const stratum = lowStratum(pilot());
      return stratum === null
        ? impossible('no number whose low values could become more frequent')
        : effect({ stratum });
    }
    case 'CONCEPT_DRIFT':
      return effect({ concept: 'DRIFTED' });
    case 'PRIOR_SHIFT':
      return effect({ stratum: morePositives(model.positiveRate) });
    case 'RECALL_COLLAPSE': {
      const shifts = faultyShifts(pilot());
      return shifts === null
        ? impossible('no count or amount that could be shifted')
        : effect({ distort: shift(shifts) });
    }
    case 'MISSING_DATA': {
      const feature = missingFeature(pilot());
      return feature === null
        ? impossible('no feature that may be missing')
        : effect({ distort: lose(feature) });
    }
    case 'ERRORS':
      return effect({ errorRate: HIGH_ERROR_RATE });
    case 'LATENCY':
      return effect({ latency: SLOW_LATENCY });
  }
}

function drawPilot(manifest: Manifest, model: SyntheticModel, seed: number): Pilot {
  const random = trafficRandom(seed, 'pilot');
  return { manifest, model, random, customers: model.sampleCustomers(PILOT_CUSTOMERS, random) };
}

function lowStratum(pilot: Pilot): Stratum | null {
  const low = covariateStratum(pilot);
  if (low === null) return null;
  const isLow = (values: Float64Array) => values[low.feature] <= low.atMost;
  const share = pilot.customers.filter(isLow).length / pilot.customers.length;
  if (share === 0 || share === 1) return null;
  const gain = Math.min(COVARIATE_GAIN, Math.max(0, MOST_SHARE - share));
  const rampMs = scenarioRampMs.COVARIATE_DRIFT;
  return {
    contains: ({ values }) => isLow(values),
    share: (elapsedMs) => share + gain * Math.min(1, elapsedMs / rampMs),
  };
}

/** Label shift proper: how the positives look, and how the others do, stays as it was. */
function morePositives(positiveRate: number): Stratum {
  const share = Math.min(MOST_SHARE, PRIOR_FACTOR * positiveRate);
  return { contains: ({ leaves }) => leaves.STABLE, share: () => share };
}

function shift(shifts: Float64Array): Distort {
  return (values) => {
    for (let i = 0; i < values.length; i++) values[i] += shifts[i]; // missing stays missing
  };
}

/** A number moves up by a standard deviation within its usual range, half of the categories become the last one. */
function moveWithinRange(pilot: Pilot): Distort {
  const index = harmlessFeature(pilot);
  const feature = pilot.manifest.features[index];
  if (feature.kind === 'CATEGORICAL') {
    const last = feature.categories.length - 1;
    return (values, _, random) => {
      if (random() < 0.5) values[index] = last;
    };
  }
  const step = deviation(pilot, index);
  const move = isInteger(feature) ? Math.ceil(step) : step;
  const most = feature.maximum ?? Infinity;
  return (values) => {
    values[index] = Math.max(values[index], Math.min(most, values[index] + move));
  };
}

function lose(feature: number): Distort {
  const share = LOST_SHARE / originShares.partner / (1 - 0.05);
  return (values, origin, random) => {
    if (origin === 'partner' && random() < share) values[feature] = NaN;
  };
}
