import { summarizePerformance, type PerformanceSummary } from '@kilter/core/monitoring/performance-summary';
import type { TimeWindow, WindowRequest } from '@kilter/core/monitoring/window';
import { worstOpenSeverity } from '@kilter/db/queries/alert';
import type { Context } from '../context.ts';
import type { ServedModel } from '../models/registry.ts';
import { sumCounters, windowOf } from './read-counters.ts';

export interface Performance extends PerformanceSummary {
  window: TimeWindow;
  model: ServedModel;
}

/** The figures of a window, over all versions of the model that answered in it. */
export async function readPerformance(
  needs: Pick<Context, 'registry' | 'sql' | 'entities' | 'now'>,
  name: string | null | undefined,
  request: WindowRequest | null | undefined,
): Promise<Performance> {
  const model = needs.registry.find(name);
  const window = windowOf(request, needs.now());
  const [counters, worstAlert] = await Promise.all([
    sumCounters(needs, model, window),
    worstOpenSeverity(needs.entities, model.champion.modelId),
  ]);
  return { ...summarizePerformance(counters, model.manifest, window, worstAlert), window, model };
}
