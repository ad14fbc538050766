import { rawKeptFromMs } from '@kilter/core/settings/retention';
import { dropOldPartitions } from '@kilter/db/queries/retention';
import { monitoredModels } from '../alerts/monitored-models.ts';
import type { Context } from '../context.ts';
import type { Logger } from '../logger.ts';
import { readSettings } from './settings.ts';

/** Drops the days of single predictions, outcomes and labels that the settings no longer keep; one process does it. */
export async function dropOldRows(
  { sql, entities, registry, now }: Pick<Context, 'sql' | 'entities' | 'registry' | 'now'>,
  log: Logger,
): Promise<void> {
  const { retentionDays } = await readSettings({ entities });
  const models = monitoredModels(registry).map(({ manifest }) => manifest);
  const dropped = await dropOldPartitions(sql, rawKeptFromMs(retentionDays, models, now()));
  if (dropped && dropped.length > 0) log.info({ dropped }, 'old rows are gone');
}
