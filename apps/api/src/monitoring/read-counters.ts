import { KilterError } from '@kilter/core/errors/error-code';
import { resolveWindow, type TimeWindow, type WindowRequest } from '@kilter/core/monitoring/window';
import { emptyCounters } from '@kilter/core/sketches/label-counters';
import { addSparse, type MinuteCounters } from '@kilter/core/sketches/minute-counters';
import { readMinutes, type MinuteRollup } from '@kilter/db/queries/rollup';
import type { Context } from '../context.ts';
import type { ServedModel } from '../models/registry.ts';

export type Needs = Pick<Context, 'registry' | 'sql' | 'now'>;

/** A request's window, or its failure thrown. */
export function windowOf(request: WindowRequest | null | undefined, nowMs: number): TimeWindow {
  const result = resolveWindow(request, nowMs);
  if (!result.ok) throw new KilterError(result.failure);
  return result.window;
}

/** Calls `visit` with every minute of a window, over all versions of the model, by time. */
export async function visitMinutes(
  { registry, sql }: Needs,
  model: ServedModel,
  window: TimeWindow,
  visit: (minute: MinuteRollup) => void,
): Promise<void> {
  if (window.toMs <= window.fromMs) return;
  const modelVersionIds = registry.versionsOf(model.name).map(({ id }) => id);
  for await (const minutes of readMinutes(sql, { modelVersionIds, ...window })) minutes.forEach(visit);
}

/** The counters of a window. */
export async function sumCounters(
  needs: Needs,
  model: ServedModel,
  window: TimeWindow,
): Promise<MinuteCounters> {
  const sum = emptyCounters(model.manifest.classes.length);
  await visitMinutes(needs, model, window, (minute) => addSparse(sum, minute));
  return sum;
}
