import { DAY_MS } from '@kilter/core/time/units';
import type { HealthPoint } from '@kilter/db/queries/health-sample';
import type { Storage } from '@kilter/db/queries/storage';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { readHealthSeries } from './health-series.ts';
import { healthStatuses, type Health, type InstanceHealth } from './health.ts';

export function addHealthTypes(builder: Builder, { Window }: MonitoringTypes): void {
  const Status = builder.enumType('HealthStatus', { values: healthStatuses });

  const ModelHealth = builder.objectRef<Health['models'][number]>('ModelHealth').implement({
    fields: (t) => ({
      name: t.exposeString('name'),
      version: t.exposeString('version', { nullable: true }),
      loaded: t.exposeBoolean('loaded'),
      reason: t.exposeString('reason', { nullable: true, description: 'Why it is not loaded.' }),
    }),
  });
  const DatabaseHealth = builder.objectRef<Health['database']>('DatabaseHealth').implement({
    fields: (t) => ({
      connected: t.exposeBoolean('connected'),
      latencyMs: t.exposeFloat('latencyMs', { nullable: true }),
      spooled: t.field({
        type: 'Count',
        description: 'Predictions that wait on disk for the database.',
        resolve: ({ spooled }) => spooled,
      }),
    }),
  });
  const Instance = builder.objectRef<InstanceHealth>('Instance').implement({
    description: 'One API process; the others by their newest heartbeat.',
    fields: (t) => ({
      name: t.exposeString('instance'),
      startedAt: t.field({ type: 'DateTime', resolve: ({ startedAt }) => startedAt }),
      rssBytes: t.field({ type: 'Count', resolve: ({ rssBytes }) => rssBytes }),
      heapUsedBytes: t.field({ type: 'Count', resolve: ({ heapUsedBytes }) => heapUsedBytes }),
      cpuPercent: t.exposeFloat('cpuPercent', { description: 'Of one core.' }),
      eventLoopLagMs: t.exposeFloat('eventLoopLagMs', { description: '99 % quantile since the last look.' }),
    }),
  });
  const bytes = (name: keyof Storage & `${string}Bytes`, description: string) => ({
    type: 'Count' as const,
    description,
    resolve: (storage: Storage) => storage[name],
  });
  const StorageType = builder.objectRef<Storage>('Storage').implement({
    description: 'What is stored, with indices; a minute old at most.',
    fields: (t) => ({
      databaseBytes: t.field(bytes('databaseBytes', 'The whole database.')),
      predictionBytes: t.field(bytes('predictionBytes', 'Single predictions.')),
      outcomeBytes: t.field(bytes('outcomeBytes', 'Outcomes, and the labels that follow from them.')),
      rollupBytes: t.field(bytes('rollupBytes', 'Counters.')),
      oldestRawDay: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'The UTC day of the oldest single prediction; null without any.',
        resolve: ({ oldestAtMs }) =>
          oldestAtMs === null ? null : new Date(Math.floor(oldestAtMs / DAY_MS) * DAY_MS),
      }),
      partitions: t.exposeInt('partitions', { description: 'Of single predictions: one a day.' }),
    }),
  });
  const HealthType = builder.objectRef<Health>('Health').implement({
    fields: (t) => ({
      status: t.field({ type: Status, resolve: ({ status }) => status }),
      version: t.exposeString('version', { description: 'Of Kilter.' }),
      models: t.field({ type: [ModelHealth], resolve: ({ models }) => models }),
      database: t.field({ type: DatabaseHealth, resolve: ({ database }) => database }),
      instances: t.field({ type: [Instance], resolve: ({ instances }) => instances }),
      storage: t.field({
        type: StorageType,
        nullable: true,
        description: 'Null while the database does not say.',
        resolve: (_, __, { health }) => health.storage(),
      }),
    }),
  });

  const Point = builder.objectRef<HealthPoint>('HealthPoint').implement({
    description: 'One process in one bucket of time, from its heartbeats: one each 30 seconds.',
    fields: (t) => ({
      at: t.field({ type: 'DateTime', description: "The bucket's start.", resolve: ({ at }) => at }),
      instance: t.exposeString('instance'),
      rssBytes: t.field({
        type: 'Count',
        description: 'The most in the bucket.',
        resolve: ({ rssBytes }) => rssBytes,
      }),
      heapUsedBytes: t.field({
        type: 'Count',
        description: 'The most in the bucket.',
        resolve: ({ heapUsedBytes }) => heapUsedBytes,
      }),
      cpuPercent: t.exposeFloat('cpuPercent', { description: 'Of one core, on average.' }),
      eventLoopLagMs: t.exposeFloat('eventLoopLagMs', { description: 'The longest in the bucket.' }),
      queuedRows: t.field({
        type: 'Count',
        description: 'Predictions that waited for their commit, at most.',
        resolve: ({ queuedRows }) => queuedRows,
      }),
      spooledRows: t.field({
        type: 'Count',
        description: 'Predictions that waited on disk for the database, at most.',
        resolve: ({ spooledRows }) => spooledRows,
      }),
      databaseLatencyMs: t.exposeFloat('databaseLatencyMs', {
        nullable: true,
        description: 'Of a small query, on average.',
      }),
      requests: t.field({
        type: 'Count',
        description: 'Answered over HTTP in the bucket.',
        resolve: ({ requests }) => requests,
      }),
      failedRequests: t.field({
        type: 'Count',
        description: 'Of these the server failed: status 500 or above, or a GraphQL error of that kind.',
        resolve: ({ failedRequests }) => failedRequests,
      }),
    }),
  });

  builder.queryFields((t) => ({
    health: t.field({ type: HealthType, resolve: (_, __, { health }) => health.current() }),
    healthSeries: t.field({
      type: [Point],
      description:
        'Oldest first, some 500 points; a bucket without a heartbeat has none. `instance` left out: every process.',
      args: { window: t.arg({ type: Window }), instance: t.arg.string() },
      resolve: (_, { window, instance }, context) => readHealthSeries(context, window, instance),
    }),
  }));
  builder.subscriptionField('healthChanged', (t) =>
    t.field({
      type: HealthType,
      description: 'The current state at once, then every few seconds and at each change of it.',
      subscribe: (_, __, { topics }) => topics.health.watch(),
      resolve: (_, __, { health }) => health.current(),
    }),
  );
}
