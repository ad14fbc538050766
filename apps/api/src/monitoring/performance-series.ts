import { fail } from '@kilter/core/errors/error-code';
import {
  answeredCount,
  measuredLabels,
  planMeasured,
  summarizeMeasured,
  type Measured,
} from '@kilter/core/monitoring/measured';
import { positiveRate } from '@kilter/core/monitoring/performance-summary';
import {
  buckets,
  bucketStarts,
  fittingBucket,
  MAX_POINTS,
  type Bucket,
  type TimeWindow,
} from '@kilter/core/monitoring/window';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import type { LabelAxis } from '@kilter/core/sketches/label-counters';
import { counterFigures, counterLatencyQuantile } from '@kilter/core/sketches/minute-counters';
import type { Context } from '../context.ts';
import { readSettings } from '../settings/settings.ts';
import { sumWindows, windowOf, type Needs, type RowsRequest } from './read-counters.ts';

export interface PerformancePoint {
  atMs: number;
  predictions: number;
  errors: number;
  averageConfidence: number | null;
  positiveRate: number | null;
  latencyP95Ms: number | null;
  /** Null for a regression. */
  measured: Pick<Measured, 'labelled' | 'maturity' | 'accuracy' | 'recall' | 'precision'> | null;
  /** By the scores alone; null where it cannot be estimated. */
  estimatedAccuracy: number | null;
}

export interface SeriesRequest extends RowsRequest {
  /** Left out: one that fits the window. */
  bucket?: Bucket | null;
  /** Left out: by the time of the prediction. */
  labels?: LabelAxis | null;
}

/** One point a bucket, quiet ones included; hours and days are those of the settings' zone. Throws TOO_MANY_POINTS past 2,000. */
export async function readPerformanceSeries(
  needs: Needs & Pick<Context, 'entities'>,
  request: SeriesRequest,
): Promise<PerformancePoint[]> {
  const model = needs.registry.find(request.model);
  const window = windowOf(request.window, needs.now());
  const filter = request.filter ?? {};
  const labels = request.labels ?? 'PREDICTION';
  const bucket = request.bucket ?? fittingBucket(window);
  if ((window.toMs - window.fromMs) / buckets[bucket] > MAX_POINTS + 1) refuseLength(window, bucket);
  const starts = bucketStarts(window, bucket, (await readSettings(needs)).timeZone);
  if (starts.length > MAX_POINTS) refuseLength(window, bucket);
  const { manifest } = model;
  const classes = manifest.classes.length;
  const windows = starts.map((atMs, i) => ({
    fromMs: Math.max(atMs, window.fromMs),
    toMs: Math.min(starts[i + 1] ?? window.toMs, window.toMs),
  }));
  const nowMs = needs.now();
  const plans = windows.map((asked) => planMeasured(asked, labelWindowOf(manifest), labels, nowMs));
  const all = await sumWindows(needs, model, windows, filter);
  // A cohort is a part of its bucket, or the same buckets at another time.
  const cohorts = await sumWindows(
    needs,
    model,
    plans.map(({ cohort, asked }) =>
      labels === 'PREDICTION' && cohort.toMs <= asked.fromMs
        ? { fromMs: asked.fromMs, toMs: asked.fromMs }
        : cohort,
    ),
    filter,
  );
  return windows.map((_, i) => {
    const figures = counterFigures(all[i], classes);
    const { predictions, errors, averageConfidence, classCounts } = figures;
    return {
      atMs: starts[i],
      predictions,
      errors,
      averageConfidence,
      positiveRate: positiveRate(classCounts, manifest),
      latencyP95Ms: counterLatencyQuantile(all[i], 0.95),
      measured: manifest.task === 'REGRESSION' ? null : measuredOf(i),
      estimatedAccuracy: model.estimate?.(all[i])?.estimate.metrics.accuracy.value ?? null,
    };
  });

  function measuredOf(i: number) {
    const tallies = measuredLabels(plans[i], { cohort: cohorts[i], arrived: all[i] }, manifest);
    const answered = answeredCount(all[i], classes);
    const mature = plans[i].closedThroughMs === null ? tallies.labelled : answeredCount(cohorts[i], classes);
    const maturity = labels === 'ARRIVAL' || answered === 0 ? null : mature / answered;
    return summarizeMeasured(plans[i], tallies, manifest, maturity);
  }
}

function refuseLength({ fromMs, toMs }: TimeWindow, bucket: Bucket): never {
  const points = Math.ceil((toMs - fromMs) / buckets[bucket]);
  const problem = `${points} points; at most ${MAX_POINTS}: take a larger bucket.`;
  return fail('TOO_MANY_POINTS', problem, 'bucket');
}
