import type { Builder } from '../graphql/builder.ts';
import { healthStatuses, type Health, type InstanceHealth } from './health.ts';

export function addHealthTypes(builder: Builder): void {
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
  const HealthType = builder.objectRef<Health>('Health').implement({
    fields: (t) => ({
      status: t.field({ type: Status, resolve: ({ status }) => status }),
      version: t.exposeString('version', { description: 'Of Kilter.' }),
      models: t.field({ type: [ModelHealth], resolve: ({ models }) => models }),
      database: t.field({ type: DatabaseHealth, resolve: ({ database }) => database }),
      instances: t.field({ type: [Instance], resolve: ({ instances }) => instances }),
    }),
  });

  builder.queryField('health', (t) =>
    t.field({ type: HealthType, resolve: (_, __, { health }) => health.current() }),
  );
  builder.subscriptionField('healthChanged', (t) =>
    t.field({
      type: HealthType,
      description: 'The current state at once, then every few seconds and at each change of it.',
      subscribe: (_, __, { topics }) => topics.health.watch(),
      resolve: (_, __, { health }) => health.current(),
    }),
  );
}
