import { planSample, type CountedSpan } from '@kilter/core/monitoring/sample-plan';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { counterFigures } from '@kilter/core/sketches/minute-counters';
import { unpackCounters } from '@kilter/core/sketches/sparse-bytes';
import { spansOf } from '@kilter/core/monitoring/window-spans';
import { MINUTE_MS } from '@kilter/core/time/units';
import { createRandom } from '@kilter/core/training/random';
import { readCounters } from '@kilter/db/queries/rollup';
import { readSample, type SampledRow } from '@kilter/db/queries/sample';
import type { ServedModel } from '../models/registry.ts';
import { rowConditions } from './filter-rows.ts';
import { chosenRows, partOf, type Needs, type RowFilter, type RowsPart } from './read-counters.ts';

/** What needs the rows themselves looks at so many of a window, drawn over its time. */
const SAMPLE_ROWS = 5_000;
/** So many are passed over at most to find those of a segment or tag. */
const MOST_PASSED = 50_000;

/**
 * Answered rows of a window, all or a sample (see `planSample`), by time; the same ones each time for the same window.
 * `limit`: at most about so many; of a segment or tag that is rare fewer. Throws as `rowConditions`.
 */
export async function sampleRows(
  needs: Needs,
  model: ServedModel,
  window: TimeWindow,
  filter: RowFilter = {},
  limit = SAMPLE_ROWS,
): Promise<SampledRow[]> {
  const conditions = rowConditions(needs, model, filter);
  const part = partOf(model, filter);
  const [chosen, all] = await Promise.all([
    countSpans(needs, model, window, filter, part),
    part === 'CORE' ? null : countSpans(needs, model, window, filter, 'CORE'),
  ]);
  const affordable = all === null ? limit : (MOST_PASSED * rowsOf(chosen)) / Math.max(1, rowsOf(all));
  const most = Math.min(limit, Math.ceil(affordable));
  const pieces = planSample(chosen, most, createRandom(window.fromMs / MINUTE_MS));
  return readSample(needs.sql, { ...conditions, pieces });
}

const rowsOf = (spans: readonly CountedSpan[]) => spans.reduce((sum, { rows }) => sum + rows, 0);

/** Answered rows by the spans that the window is made of, in order. */
async function countSpans(
  needs: Needs,
  model: ServedModel,
  window: TimeWindow,
  filter: RowFilter,
  part: RowsPart,
): Promise<CountedSpan[]> {
  const { coreWidth, classes } = model.champion.layout;
  const spans = spansOf([window]);
  const counters = await readCounters(needs.sql, { ...chosenRows(needs, model, filter), part, spans });
  const bySpan = new Map<number, CountedSpan>();
  for (const { atMs, counters: packed } of counters) {
    const span = spans.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    if (!span) continue;
    const lengthMs = span.minutes * MINUTE_MS;
    const fromMs = Math.floor(atMs / lengthMs) * lengthMs;
    const known = bySpan.get(fromMs) ?? { fromMs, toMs: fromMs + lengthMs, rows: 0 };
    const { predictions, errors } = counterFigures(unpackCounters(packed, coreWidth), classes);
    bySpan.set(fromMs, { ...known, rows: known.rows + predictions - errors });
  }
  return [...bySpan.values()].sort((a, b) => a.fromMs - b.fromMs);
}
