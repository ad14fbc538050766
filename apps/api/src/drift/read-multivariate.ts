import {
  multivariateDrift,
  type MultivariateDrift,
  type MultivariateMethod,
  type MultivariateOutcome,
} from '@kilter/core/drift/multivariate/multivariate-drift';
import type { FeatureColumn } from '@kilter/core/drift/multivariate/feature-column';
import type { Feature } from '@kilter/core/features/manifest';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { SampledRow } from '@kilter/db/queries/sample';
import { runOnThread } from '../threads/run-on-thread.ts';
import { weeksBefore } from './choose-reference.ts';
import { pastScope, readScopeSample } from './count-windows.ts';
import type { Drift, DriftNeeds } from './read-drift.ts';
import type { driftOf, MultivariateRequest } from './multivariate-worker.ts';
import { createMemory } from './remember-by-key.ts';

/** Of each side, at most: as many as tell the figures to two digits, in some tenths of a second. */
const MOST_ROWS = 2_000;
/** Any: samples that are drawn anew are the same each time. */
const SEED = 1;

/** How several features together have moved, over rows of both sides. */
export interface MultivariateAnswer {
  method: MultivariateMethod;
  /** Null where there are too few rows. */
  drift: MultivariateDrift | null;
  /** Why there is none. */
  insufficient: string | null;
  reference: TimeWindow;
  referenceRows: number;
  rows: number;
}

const memory = createMemory<MultivariateAnswer>();

/**
 * Measured over samples of the rows. reference.json holds no rows: the training reference and the same hours of earlier
 * weeks are stood in for by the four weeks before the window.
 */
export function readMultivariate(
  needs: DriftNeeds,
  drift: Drift,
  method: MultivariateMethod,
): Promise<MultivariateAnswer> {
  const { scope, window, comparedWith, compared } = drift;
  const past = comparedWith.window ?? weeksBefore(window).window ?? window;
  const key = JSON.stringify([
    scope.versions.map(({ id }) => id),
    scope.filter,
    window,
    past,
    method,
    compared.map(({ name }) => name),
  ]);
  return memory.get(needs.sql, key, needs.now(), () => measure(needs, drift, past, method));
}

async function measure(
  needs: DriftNeeds,
  { scope, window, compared }: Drift,
  past: TimeWindow,
  method: MultivariateMethod,
): Promise<MultivariateAnswer> {
  const [before, current] = await Promise.all([
    readScopeSample(needs, pastScope(scope), past, MOST_ROWS),
    readScopeSample(needs, scope, window, MOST_ROWS),
  ]);
  const { features } = scope.versions[0].manifest;
  const columnsOf = (rows: readonly SampledRow[]) =>
    compared.map((feature) => columnOf(feature, features.indexOf(feature), rows));
  const outcome = await compare({
    method,
    reference: columnsOf(before),
    current: columnsOf(current),
    options: {
      seed: SEED,
      mostRows: MOST_ROWS,
      keys: { reference: before.map(keyOf), current: current.map(keyOf) },
    },
  });
  return {
    method,
    drift: outcome.ok ? outcome.drift : null,
    insufficient: outcome.ok ? null : `${outcome.failure.field}: ${outcome.failure.message}`,
    reference: past,
    referenceRows: before.length,
    rows: current.length,
  };
}

/** A reconstruction is done in less time than a thread takes to start. */
async function compare(request: MultivariateRequest): Promise<MultivariateOutcome> {
  const { method, reference, current, options } = request;
  if (method === 'RECONSTRUCTION') return multivariateDrift(method, reference, current, options);
  return runOnThread<typeof driftOf>(new URL('./multivariate-worker.ts', import.meta.url), request);
}

function columnOf({ name, kind }: Feature, index: number, rows: readonly SampledRow[]): FeatureColumn {
  return { name, kind, values: Float64Array.from(rows, ({ features }) => features[index]) };
}

/** Rows of one subject belong together. */
const keyOf = ({ id, subject }: SampledRow) => subject ?? id;
