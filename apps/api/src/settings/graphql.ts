import type { Settings } from '@kilter/core/settings/settings';
import type { Builder } from '../graphql/builder.ts';
import { readSettings, updateSettings } from './settings.ts';

const RETENTION =
  'Days for which single predictions, outcomes and labels are kept; null: for ever. Counters always stay. Older days are dropped within the hour.';
const TIME_ZONE = 'Whose days a day is: a name of the IANA time zone database.';

export function addSettingTypes(builder: Builder): void {
  const SettingsType = builder.objectRef<Settings>('Settings').implement({
    description: 'What operators may set while Kilter runs.',
    fields: (t) => ({
      retentionDays: t.exposeInt('retentionDays', { nullable: true, description: RETENTION }),
      timeZone: t.exposeString('timeZone', { description: TIME_ZONE }),
    }),
  });
  const Input = builder.inputType('SettingsInput', {
    description: 'What is left out stays as it is.',
    fields: (t) => ({
      retentionDays: t.int({
        description: `${RETENTION} Not less than any model waits for outcomes: label window plus grace.`,
      }),
      timeZone: t.string({ description: `${TIME_ZONE} null: UTC.` }),
    }),
  });

  builder.queryField('settings', (t) =>
    t.field({ type: SettingsType, resolve: (_, __, context) => readSettings(context) }),
  );
  builder.mutationField('updateSettings', (t) =>
    t.field({
      type: SettingsType,
      args: { input: t.arg({ type: Input, required: true }) },
      resolve: (_, { input }, context) => updateSettings(context, input),
    }),
  );
}
