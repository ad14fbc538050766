import type { Manifest } from '../features/manifest.ts';
import { labelWindowOf } from '../outcomes/label-window.ts';
import { DAY_MS } from '../time/units.ts';

/** A model, as far as it needs its rows. */
export type NeededBy = Pick<Manifest, 'name' | 'outcome'>;

/** How many days the rows of a model are needed: until no outcome is waited for any more. Null: no model waits. */
export function rawDaysNeeded(models: readonly NeededBy[]): { name: string; days: number } | null {
  const needed = models.flatMap((model) => {
    const { windowMs, graceMs, closes } = labelWindowOf(model);
    return closes ? [{ name: model.name, days: Math.ceil((windowMs + graceMs) / DAY_MS) }] : [];
  });
  return needed.reduce<{ name: string; days: number } | null>(
    (longest, model) => (longest === null || model.days > longest.days ? model : longest),
    null,
  );
}

/**
 * Rows before this time (Unix ms) may be dropped; null: none. A model that waits longer for its outcomes than the setting
 * says keeps its rows until then. Outcomes go with the predictions: one labels only predictions that are older than itself.
 */
export function rawKeptFromMs(
  retentionDays: number | null,
  models: readonly NeededBy[],
  nowMs: number,
): number | null {
  if (retentionDays === null) return null;
  return nowMs - Math.max(retentionDays, rawDaysNeeded(models)?.days ?? 0) * DAY_MS;
}
