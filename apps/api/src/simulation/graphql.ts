import { scenarioDescriptions, scenarios } from '@kilter/core/simulation/scenario';
import type { Builder } from '../graphql/builder.ts';
import type { LiveTraffic } from './live-traffic.ts';
import type { ReplayCounts } from './replay.ts';
import { HISTORY_DAYS } from './simulate.ts';

export function addSimulationTypes(builder: Builder): void {
  const ScenarioEnum = builder.enumType('Scenario', {
    description: 'What happens to the model in a simulation.',
    values: Object.fromEntries(
      scenarios.map((name) => [name, { value: name, description: scenarioDescriptions[name] }] as const),
    ),
  });

  const SimulationResult = builder
    .objectRef<ReplayCounts & { samples: number }>('SimulationResult')
    .implement({
      fields: (t) => ({
        samples: t.exposeInt('samples', { description: 'Asked for.' }),
        predictions: t.exposeInt('predictions', { description: 'Stored, failed ones included.' }),
        errors: t.exposeInt('errors', { description: 'Of the predictions, those without an answer.' }),
        outcomes: t.exposeInt('outcomes', {
          description: 'Reported, repetitions, corrections and unmatched ones included.',
        }),
      }),
    });

  const ScenarioInfo = builder.objectRef<(typeof scenarios)[number]>('ScenarioInfo').implement({
    fields: (t) => ({
      name: t.field({ type: ScenarioEnum, resolve: (name) => name }),
      description: t.string({ resolve: (name) => scenarioDescriptions[name] }),
    }),
  });

  const LiveTrafficType = builder.objectRef<NonNullable<LiveTraffic['state']>>('LiveTraffic').implement({
    description: 'Simulated traffic that goes on and on (npm run demo): a day of it passes in some seconds.',
    fields: (t) => ({
      model: t.exposeString('model'),
      scenario: t.field({ type: ScenarioEnum, resolve: ({ scenario }) => scenario }),
      secondsPerDay: t.exposeFloat('secondsPerDay', {
        description: 'Seconds in which a day of traffic passes.',
      }),
      simulatedAt: t.field({
        type: 'DateTime',
        description: 'Where the traffic is in its own time.',
        resolve: ({ simulatedMs }) => new Date(simulatedMs()),
      }),
    }),
  });

  const SimulationType = builder.objectRef<LiveTraffic>('Simulation').implement({
    fields: (t) => ({
      scenarios: t.field({ type: [ScenarioInfo], resolve: () => [...scenarios] }),
      live: t.field({
        type: LiveTrafficType,
        nullable: true,
        description: 'Null unless the server was started with traffic of its own.',
        resolve: ({ state }) => state,
      }),
    }),
  });

  builder.queryField('simulation', (t) =>
    t.field({ type: SimulationType, resolve: (_, __, { liveTraffic }) => liveTraffic }),
  );
  builder.mutationField('simulate', (t) =>
    t.field({
      type: SimulationResult,
      description: `Real predictions through the real model, of synthetic customers: up to 100,000, with the source SIMULATION. With outcomes they lie in the last ${HISTORY_DAYS} days, with what was reported of them by now; without, in the last hour.`,
      args: {
        model: t.arg.string(),
        samples: t.arg.int({ required: true }),
        scenario: t.arg({ type: ScenarioEnum, defaultValue: 'STABLE' }),
        withOutcomes: t.arg.boolean({ defaultValue: false }),
      },
      resolve: async (_, { model, samples, scenario, withOutcomes }, { simulate }) => ({
        samples,
        ...(await simulate({
          model,
          samples,
          scenario: scenario ?? 'STABLE',
          withOutcomes: withOutcomes ?? false,
        })),
      }),
    }),
  );
}
