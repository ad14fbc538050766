import { fail } from '@kilter/core/errors/error-code';
import { planMeasured } from '@kilter/core/monitoring/measured';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import type { SliceMetric } from '@kilter/core/segments/slice-metric';
import type { SliceSearch } from '@kilter/core/segments/worst-slices';
import { windowOf, type Needs, type RowsRequest } from '../monitoring/read-counters.ts';
import { sampleRows } from '../monitoring/sample-rows.ts';
import { runOnThread } from '../threads/run-on-thread.ts';
import type { worstSlices } from './worst-worker.ts';

export interface WorstRequest extends RowsRequest {
  /** Left out: accuracy. */
  metric?: SliceMetric | null;
  /** Features that may be combined: 1 or 2, which it is when left out. */
  depth?: number | null;
}

export interface WorstSegments extends SliceSearch {
  cohort: TimeWindow;
}

/**
 * Where a binary model is worst, over a sample of the closed cohort, silence included. The same answer each time for the
 * same window. Throws BAD_USER_INPUT, and INSUFFICIENT_DATA under 300 labelled rows.
 */
export async function readWorstSegments(needs: Needs, request: WorstRequest): Promise<WorstSegments> {
  const model = needs.registry.find(request.model);
  const { manifest, reference } = model;
  const metric = request.metric ?? 'ACCURACY';
  const depth = request.depth ?? 2;
  if (manifest.task !== 'BINARY_CLASSIFICATION') {
    fail('BAD_USER_INPUT', `"${model.name}" is not a binary model`, 'model');
  }
  if (depth !== 1 && depth !== 2) return fail('BAD_USER_INPUT', 'depth must be 1 or 2', 'depth');
  const nowMs = needs.now();
  const window = windowOf(request.window, nowMs);
  const { cohort } = planMeasured(window, labelWindowOf(manifest), 'PREDICTION', nowMs);
  const rows = await sampleRows(needs, model, cohort, request.filter ?? {});
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  const absent = manifest.classes.indexOf(manifest.outcome?.absentMeans ?? '');
  const target = (actual: number | null) => {
    const known = actual ?? absent;
    return known < 0 ? NaN : Number(known === positive);
  };
  const search = await runOnThread<typeof worstSlices>(new URL('./worst-worker.ts', import.meta.url), {
    features: manifest.features,
    reference: reference?.features ?? {},
    columns: manifest.features.map((_, i) => Float64Array.from(rows, ({ features }) => features[i])),
    answers: {
      targets: Float64Array.from(rows, ({ actual }) => target(actual)),
      probabilities: Float64Array.from(rows, ({ probability }) => probability ?? NaN),
      threshold: manifest.threshold,
    },
    // Rows of one subject are not independent of each other; a row without a subject is by itself.
    options: { metric, depth, seed: 1, keys: rows.map(({ subject, id }) => subject ?? id) },
  });
  return { ...search, cohort };
}
