import { summarizePerformance, type PerformanceSummary } from '@kilter/core/monitoring/performance-summary';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { MinuteCounters } from '@kilter/core/sketches/minute-counters';
import { worstOpenSeverity } from '@kilter/db/queries/alert';
import type { Context } from '../context.ts';
import type { ServedModel } from '../models/registry.ts';
import { sumCounters, windowOf, type RowFilter, type RowsRequest } from './read-counters.ts';

export interface Performance extends PerformanceSummary {
  window: TimeWindow;
  model: ServedModel;
  filter: RowFilter;
  counters: MinuteCounters;
}

/** The figures of a window, over all versions of the model that answered in it. */
export async function readPerformance(
  needs: Pick<Context, 'registry' | 'sql' | 'entities' | 'now'>,
  request: RowsRequest,
): Promise<Performance> {
  const model = needs.registry.find(request.model);
  const window = windowOf(request.window, needs.now());
  const filter = request.filter ?? {};
  const [counters, worstAlert] = await Promise.all([
    sumCounters(needs, model, window, filter),
    worstOpenSeverity(needs.entities, model.champion.modelId),
  ]);
  const summary = summarizePerformance(counters, model.manifest, window, worstAlert);
  return { ...summary, window, model, filter, counters };
}
