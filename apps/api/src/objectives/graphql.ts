import { objectiveNames, type Objective } from '@kilter/core/objectives/objectives';
import type { MaintenanceRow } from '@kilter/db/queries/maintenance';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { addMaintenance, endMaintenance, readMaintenances } from './maintenances.ts';
import { readObjectives } from './read-objectives.ts';

export function addObjectiveTypes(builder: Builder, { Window, rowsArgs }: MonitoringTypes): void {
  const Name = builder.enumType('ObjectiveName', {
    description:
      "AVAILABILITY: share of the 30-second slots, since the installation's first heartbeat, in which a process was alive. FAILED_REQUEST_RATE: of all requests of the installation. RESPONSE_TIME_MS: average of the model's answers. OPEN_ERROR_ALERTS: of the model, at the window's end. ACCURACY: against outcomes. CONFIDENCE: average. ERROR_RATE: share of the model's predictions that failed.",
    values: objectiveNames,
  });
  const ObjectiveType = builder.objectRef<Objective>('Objective').implement({
    description: 'What a model promises, and how well it keeps it. Ratios are 0..1.',
    fields: (t) => ({
      name: t.field({ type: Name, resolve: ({ name }) => name }),
      target: t.exposeFloat('target', { description: "Of the model's manifest." }),
      actual: t.exposeFloat('actual', { nullable: true, description: 'Null without data.' }),
      met: t.exposeBoolean('met', { nullable: true, description: 'Null without data.' }),
      errorBudgetRemaining: t.exposeFloat('errorBudgetRemaining', {
        nullable: true,
        description:
          'Share of what may go wrong in the window that is left: 1 all, 0 used up, negative overspent. Of a share it is what the target leaves to go wrong; of the response time the way from its target to its limit. Null without data, and where nothing may go wrong.',
      }),
    }),
  });
  const Maintenance = builder.objectRef<MaintenanceRow>('Maintenance').implement({
    description: 'A time in which Kilter may be away: it counts for no objective.',
    fields: (t) => ({
      id: t.exposeID('id'),
      from: t.field({ type: 'DateTime', resolve: ({ startsAt }) => startsAt }),
      to: t.field({ type: 'DateTime', resolve: ({ endsAt }) => endsAt }),
      reason: t.exposeString('reason'),
      author: t.exposeString('author', { nullable: true }),
      createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
    }),
  });

  builder.queryFields((t) => ({
    objectives: t.field({
      type: [ObjectiveType],
      description:
        "The filter is for the figures of the model's own predictions: RESPONSE_TIME_MS, ACCURACY, CONFIDENCE, ERROR_RATE. The others are of the installation, or of the model as a whole, whatever is filtered.",
      args: rowsArgs,
      resolve: (_, request, context) => readObjectives(context, request),
    }),
    maintenances: t.field({
      type: [Maintenance],
      description:
        'Those that overlap the window, the latest first. Left out: of the last 30 days, and all to come.',
      args: { window: t.arg({ type: Window }) },
      resolve: (_, { window }, context) => readMaintenances(context, window),
    }),
  }));
  builder.mutationFields((t) => ({
    addMaintenance: t.field({
      type: Maintenance,
      description: 'Of the future or the past; minutes that it touches count for no objective.',
      args: {
        from: t.arg({ type: 'DateTime', required: true }),
        to: t.arg({ type: 'DateTime', required: true }),
        reason: t.arg.string({ required: true }),
      },
      resolve: (_, wanted, context) => addMaintenance(context, wanted),
    }),
    endMaintenance: t.field({
      type: Maintenance,
      description:
        'Ends it now; one that has not begun has no length then, and one that is over stays as it is.',
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, { id }, context) => endMaintenance(context, id),
    }),
  }));
}
