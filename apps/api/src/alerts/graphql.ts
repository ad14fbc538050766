import {
  alertCategories,
  alertEventKinds,
  alertMetrics,
  alertSeverities,
  alertStatuses,
  comparisons,
} from '@kilter/core/alerts/alert';
import {
  eventsOfAlert,
  type AlertEventRow,
  type AlertRuleRow,
  type AlertWithRule,
} from '@kilter/db/queries/alert';
import type { Builder } from '../graphql/builder.ts';
import { parseCursor } from '../live/cursor.ts';
import type { ModelTypes } from '../models/graphql.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { eachAlertEvent, toAlertChange, type AlertChange } from './alert-feed.ts';
import { readAlerts } from './list-alerts.ts';
import { findMonitored, monitoredModels } from './monitored-models.ts';

const TYPE =
  'accuracy_drop, recall_drop, high_response_time, low_confidence, high_error_rate, unusual_churn_rate (of any binary model: the share of its positive class), model_not_loaded; others may follow.';

export function addAlertTypes(builder: Builder, { Model }: ModelTypes, { Window }: MonitoringTypes): void {
  const Status = builder.enumType('AlertStatus', {
    description:
      'PENDING: the breach has not lasted long enough. FIRING. RECOVERING: good again, and must stay so. RESOLVED.',
    values: alertStatuses,
  });
  const Severity = builder.enumType('AlertSeverity', { values: alertSeverities });
  const Category = builder.enumType('AlertCategory', {
    description:
      'MODEL: its answers. SERVICE: how it is served. DATA: what comes in. SYSTEM: the machines under it.',
    values: alertCategories,
  });
  const Metric = builder.enumType('AlertMetric', {
    description:
      'Shares are 0..1, response times milliseconds, MODEL_NOT_LOADED 1 or 0. ACCURACY and RECALL are over the newest predictions whose label window is closed.',
    values: alertMetrics,
  });
  const Comparison = builder.enumType('AlertComparison', { values: comparisons });
  const EventKind = builder.enumType('AlertEventKind', {
    description:
      'REFIRED: bad again while it was recovering. CLEARED: the breach ended before it had lasted long enough; nothing was raised.',
    values: alertEventKinds,
  });

  const Rule = builder.objectRef<AlertRuleRow>('AlertRule').implement({
    description: 'What is watched. Thresholds are in the unit of the metric.',
    fields: (t) => ({
      id: t.exposeID('id'),
      name: t.exposeString('name'),
      type: t.exposeString('type', { description: TYPE }),
      category: t.field({ type: Category, resolve: ({ category }) => category }),
      metric: t.field({ type: Metric, resolve: ({ metric }) => metric }),
      windowMinutes: t.exposeInt('windowMinutes', {
        description: 'It grows while it holds too few rows, to 7 days at most.',
      }),
      comparison: t.field({ type: Comparison, resolve: ({ comparison }) => comparison }),
      threshold: t.exposeFloat('threshold', { description: 'Of a band (OUTSIDE) the upper edge.' }),
      lowerThreshold: t.exposeFloat('lowerThreshold', {
        nullable: true,
        description: 'The lower edge of a band.',
      }),
      recoveryThreshold: t.exposeFloat('recoveryThreshold', {
        description: 'Back on the good side of this it recovers.',
      }),
      lowerRecoveryThreshold: t.exposeFloat('lowerRecoveryThreshold', { nullable: true }),
      errorThreshold: t.exposeFloat('errorThreshold', {
        nullable: true,
        description: 'Beyond this the alert is an ERROR; null: it never becomes one by its value.',
      }),
      minimumSamples: t.exposeInt('minimumSamples', { description: 'With fewer rows there is no verdict.' }),
      dwellMinutes: t.exposeInt('dwellMinutes', {
        description: 'How long a breach must last before it fires; 0: it fires at once.',
      }),
      recoveryMinutes: t.exposeInt('recoveryMinutes', {
        description: 'How long it must be good again before the alert is resolved.',
      }),
      severity: t.field({ type: Severity, resolve: ({ severity }) => severity }),
      enabled: t.exposeBoolean('enabled'),
      builtIn: t.exposeBoolean('builtIn', { description: "Follows the model's manifest." }),
    }),
  });

  const AlertEvent = builder.objectRef<AlertEventRow>('AlertEvent').implement({
    description: 'A step in the life of an alert, with the figures of that time.',
    fields: (t) => ({
      id: t.exposeID('id'),
      at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
      kind: t.field({ type: EventKind, resolve: ({ kind }) => kind }),
      status: t.field({ type: Status, resolve: ({ status }) => status }),
      severity: t.field({ type: Severity, resolve: ({ severity }) => severity }),
      value: t.exposeFloat('value', { nullable: true }),
      threshold: t.exposeFloat('threshold', { nullable: true }),
      samples: t.field({ type: 'Count', nullable: true, resolve: ({ samples }) => samples }),
      message: t.exposeString('message'),
      note: t.exposeString('note', { nullable: true }),
      actor: t.exposeString('actor', { nullable: true, description: 'Who did it; null: Kilter.' }),
    }),
  });

  const Alert = builder.objectRef<AlertWithRule>('Alert').implement({
    description: 'A rule that is or was broken. At most one alert of a rule is open.',
    fields: (t) => ({
      id: t.id({ resolve: ({ alert }) => alert.id }),
      rule: t.field({ type: Rule, resolve: ({ rule }) => rule }),
      model: t.field({
        type: Model,
        nullable: true,
        description: 'Null once it is no longer served.',
        resolve: ({ alert }, _, { registry }) =>
          monitoredModels(registry).find(({ champion }) => champion.modelId === alert.modelId) ?? null,
      }),
      type: t.string({ description: TYPE, resolve: ({ alert }) => alert.type }),
      category: t.field({ type: Category, resolve: ({ alert }) => alert.category }),
      severity: t.field({
        type: Severity,
        description: 'The worst since it opened.',
        resolve: ({ alert }) => alert.severity,
      }),
      status: t.field({ type: Status, resolve: ({ alert }) => alert.status }),
      message: t.string({
        description: 'A sentence with the figures and the window they are of.',
        resolve: ({ alert }) => alert.message,
      }),
      value: t.float({ nullable: true, resolve: ({ alert }) => alert.value }),
      threshold: t.float({
        nullable: true,
        description: 'What the value is measured by; of a band the nearer edge.',
        resolve: ({ alert }) => alert.threshold,
      }),
      samples: t.field({
        type: 'Count',
        nullable: true,
        description: 'Rows under the value.',
        resolve: ({ alert }) => alert.samples,
      }),
      openedAt: t.field({ type: 'DateTime', resolve: ({ alert }) => alert.openedAt }),
      firedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ alert }) => alert.firedAt }),
      acknowledgedAt: t.field({
        type: 'DateTime',
        nullable: true,
        resolve: ({ alert }) => alert.acknowledgedAt,
      }),
      resolvedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ alert }) => alert.resolvedAt }),
      updatedAt: t.field({
        type: 'DateTime',
        description: 'When it was changed or, while it is open, looked at last.',
        resolve: ({ alert }) => alert.updatedAt,
      }),
      events: t.field({
        type: [AlertEvent],
        description: 'Oldest first.',
        resolve: ({ alert }, _, { entities }) => eventsOfAlert(entities, alert.id),
      }),
    }),
  });

  const Change = builder.objectRef<AlertChange>('AlertChange').implement({
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'Resume behind this with `after`.' }),
      kind: t.field({ type: EventKind, resolve: ({ event }) => event.kind }),
      alert: t.field({
        type: Alert,
        description: 'As it was after this event.',
        resolve: ({ alert }) => alert,
      }),
      event: t.field({ type: AlertEvent, resolve: ({ event }) => event }),
    }),
  });

  builder.queryField('alerts', (t) =>
    t.connection(
      {
        type: Alert,
        description:
          'Newest first: those that were open at some time in the window (left out: the last 24 hours), so all that are open now are in it. Alerts that were never raised are found by the status PENDING alone.',
        args: {
          model: t.arg.string(),
          window: t.arg({ type: Window }),
          status: t.arg({ type: Status }),
          severity: t.arg({ type: Severity }),
          type: t.arg.string(),
        },
        resolve: (_, args, context) => readAlerts(context, args),
      },
      {
        name: 'AlertConnection',
        fields: (connection) => ({
          totalCount: connection.field({ type: 'Count', resolve: ({ count }) => count() }),
        }),
      },
      { name: 'AlertEdge' },
    ),
  );

  builder.subscriptionField('alertChanged', (t) =>
    t.field({
      type: Change,
      description:
        'Every event of every alert, one at a time, as it is committed; none is left out. `after` resumes behind a cursor without a gap.',
      args: { model: t.arg.string(), after: t.arg.string() },
      subscribe: (_, { model, after }, { alertFeed, feed, registry }) => {
        const { name } = findMonitored(registry, model);
        const versions = new Set(registry.versionsOf(name).map(({ id }) => id));
        return eachAlertEvent(alertFeed, after == null ? feed.head() : parseCursor(after, 'after'), versions);
      },
      resolve: (told) => toAlertChange(told),
    }),
  );
}
