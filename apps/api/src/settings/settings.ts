import { KilterError } from '@kilter/core/errors/error-code';
import { settingsOf, settingsProblem, defaultSettings, type Settings } from '@kilter/core/settings/settings';
import { storedSettings, storeSettings } from '@kilter/db/queries/setting';
import { monitoredModels } from '../alerts/monitored-models.ts';
import type { Context } from '../context.ts';

/** What is to be changed; left out: as it is, null: as it is by default. */
export type SettingsChanges = { [Name in keyof Settings]?: Settings[Name] | null };

export async function readSettings({ entities }: Pick<Context, 'entities'>): Promise<Settings> {
  return settingsOf(await storedSettings(entities));
}

/** Changes some settings, all or none, and answers all of them. */
export async function updateSettings(
  { entities, registry }: Pick<Context, 'entities' | 'registry'>,
  { retentionDays, timeZone }: SettingsChanges,
): Promise<Settings> {
  const changes = {
    ...(retentionDays === undefined ? {} : { retentionDays }),
    ...(timeZone === undefined ? {} : { timeZone: timeZone ?? defaultSettings.timeZone }),
  };
  const settings = { ...(await readSettings({ entities })), ...changes };
  const models = monitoredModels(registry).map(({ manifest }) => manifest);
  const problem = settingsProblem(settings, models, 'input');
  if (problem) throw new KilterError(problem);
  await storeSettings(entities, changes);
  return settings;
}
