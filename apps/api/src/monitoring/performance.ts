import { fail, KilterError } from '@kilter/core/errors/error-code';
import type { Manifest } from '@kilter/core/features/manifest';
import {
  positiveRate,
  summarizePerformance,
  type PerformanceSummary,
} from '@kilter/core/monitoring/performance-summary';
import {
  buckets,
  bucketStarts,
  fittingBucket,
  MAX_POINTS,
  resolveWindow,
  type Bucket,
  type TimeWindow,
  type WindowRequest,
} from '@kilter/core/monitoring/window';
import {
  addCounters,
  counterFigures,
  counterLatencyQuantile,
  emptyMinuteCounters,
} from '@kilter/core/sketches/minute-counters';
import { readMinutes } from '@kilter/db/queries/rollup';
import type { Context } from '../context.ts';

export interface Performance extends PerformanceSummary {
  window: TimeWindow;
  manifest: Manifest;
}

export interface PerformancePoint {
  atMs: number;
  predictions: number;
  errors: number;
  averageConfidence: number | null;
  positiveRate: number | null;
  latencyP95Ms: number | null;
}

type Needs = Pick<Context, 'registry' | 'sql' | 'now'>;

/** A request's window, or its failure thrown. */
export function windowOf(request: WindowRequest | null | undefined, nowMs: number): TimeWindow {
  const result = resolveWindow(request, nowMs);
  if (!result.ok) throw new KilterError(result.failure);
  return result.window;
}

/** The figures of a window, over all versions of the model that answered in it. */
export async function readPerformance(
  { registry, sql, now }: Needs,
  model: string | null | undefined,
  request: WindowRequest | null | undefined,
): Promise<Performance> {
  const { name, manifest } = registry.find(model);
  const window = windowOf(request, now());
  const counters = emptyMinuteCounters(manifest.classes.length);
  const query = { modelVersionIds: registry.versionsOf(name).map(({ id }) => id), ...window };
  for await (const minutes of readMinutes(sql, query)) {
    for (const minute of minutes) addCounters(counters, minute.counters);
  }
  return { ...summarizePerformance(counters, manifest, window), window, manifest };
}

/** One point a bucket, quiet ones included. Throws TOO_MANY_POINTS past 2,000. */
export async function readPerformanceSeries(
  { registry, sql, now }: Needs,
  model: string | null | undefined,
  request: WindowRequest | null | undefined,
  bucket: Bucket | null | undefined,
): Promise<PerformancePoint[]> {
  const { name, manifest } = registry.find(model);
  const window = windowOf(request, now());
  const bucketMs = buckets[bucket ?? fittingBucket(window)];
  const starts = bucketStarts(window, bucketMs);
  if (starts.length > MAX_POINTS) {
    fail(
      'TOO_MANY_POINTS',
      `${starts.length} points; at most ${MAX_POINTS}: take a larger bucket.`,
      'bucket',
    );
  }
  const sums = starts.map(() => emptyMinuteCounters(manifest.classes.length));
  const query = { modelVersionIds: registry.versionsOf(name).map(({ id }) => id), ...window };
  for await (const minutes of readMinutes(sql, query)) {
    for (const { atMs, counters } of minutes)
      addCounters(sums[Math.floor((atMs - starts[0]) / bucketMs)], counters);
  }
  return sums.map((counters, i) => {
    const { predictions, errors, averageConfidence, classCounts } = counterFigures(counters);
    return {
      atMs: starts[i],
      predictions,
      errors,
      averageConfidence,
      positiveRate: positiveRate(classCounts, manifest),
      latencyP95Ms: counterLatencyQuantile(counters, 0.95),
    };
  });
}
