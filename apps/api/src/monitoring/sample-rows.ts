import { planSample } from '@kilter/core/monitoring/sample-plan';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { counterFigures } from '@kilter/core/sketches/minute-counters';
import { unpackCounters } from '@kilter/core/sketches/sparse-bytes';
import { spansOf } from '@kilter/core/monitoring/window-spans';
import { MINUTE_MS } from '@kilter/core/time/units';
import { createRandom } from '@kilter/core/training/random';
import { readCounters } from '@kilter/db/queries/rollup';
import { readSample, type SampledRow } from '@kilter/db/queries/sample';
import type { ServedModel } from '../models/registry.ts';
import { isOfPart } from './filter-rows.ts';
import { partOf, versionsOf, type Needs, type RowFilter } from './read-counters.ts';

/** What needs the rows themselves looks at so many of a window, drawn over its time. */
export const SAMPLE_ROWS = 5_000;

/**
 * Answered rows of a window, all or a sample (see `planSample`), by time; the same ones each time for the same window.
 * `limit`: at most about so many. A filter by segment or tag is applied to the sample. Throws as `partOf`, and NOT_FOUND.
 */
export async function sampleRows(
  needs: Needs,
  model: ServedModel,
  window: TimeWindow,
  filter: RowFilter = {},
  limit = SAMPLE_ROWS,
): Promise<SampledRow[]> {
  const part = partOf(model, filter);
  const modelVersionIds = versionsOf(needs, model, filter.version).map(({ id }) => id);
  const sources = filter.source == null ? null : [filter.source];
  const { coreWidth, classes } = model.champion.layout;
  const spans = spansOf([window]);
  const counters = await readCounters(needs.sql, { modelVersionIds, sources, part: 'CORE', spans });
  const rowsBySpan = new Map<number, { fromMs: number; toMs: number; rows: number }>();
  for (const { atMs, counters: packed } of counters) {
    const span = spans.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    if (!span) continue;
    const lengthMs = span.minutes * MINUTE_MS;
    const fromMs = Math.floor(atMs / lengthMs) * lengthMs;
    const known = rowsBySpan.get(fromMs) ?? { fromMs, toMs: fromMs + lengthMs, rows: 0 };
    const { predictions, errors } = counterFigures(unpackCounters(packed, coreWidth), classes);
    rowsBySpan.set(fromMs, { ...known, rows: known.rows + predictions - errors });
  }
  const counted = [...rowsBySpan.values()].sort((a, b) => a.fromMs - b.fromMs);
  const pieces = planSample(counted, limit, createRandom(window.fromMs / MINUTE_MS));
  const rows = await readSample(needs.sql, { modelVersionIds, sources, pieces });
  return part === 'CORE' ? rows : rows.filter((row) => isOfPart(needs, part, row));
}
