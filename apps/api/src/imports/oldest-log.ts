import type { Manifest } from '@kilter/core/features/manifest';
import { OLDEST_LOG_MS } from '@kilter/core/imports/logged-prediction';
import { rawKeptFromMs } from '@kilter/core/settings/retention';
import { DAY_MS } from '@kilter/core/time/units';
import type { EntityDatabase } from '@kilter/db/client';
import { readSettings } from '../settings/settings.ts';

/**
 * The oldest time (Unix ms) of a logged prediction that is taken: what the settings no longer keep would be gone within the
 * hour, and its counters could never be counted again.
 */
export async function oldestLogMs(
  entities: EntityDatabase,
  models: readonly Manifest[],
  nowMs: number,
): Promise<number> {
  const { retentionDays } = await readSettings({ entities });
  const keptFromMs = rawKeptFromMs(retentionDays, models, nowMs);
  // Days are dropped whole.
  return Math.max(OLDEST_LOG_MS, keptFromMs === null ? 0 : Math.ceil(keptFromMs / DAY_MS) * DAY_MS);
}
