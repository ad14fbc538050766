import { failure } from '@kilter/core/errors/error-code';
import type {
  SimulatedEvent,
  SimulatedOutcome,
  SimulatedPrediction,
} from '@kilter/core/simulation/traffic-event';
import type { ServedModel } from '../models/registry.ts';
import type { RecordOutcomes } from '../outcomes/record-outcomes.ts';
import type { ItemPaths, Predict } from '../predictions/predict.ts';

/** What came of simulated events. */
export interface ReplayCounts {
  /** Stored, failed ones included. */
  predictions: number;
  /** Of these, those without an answer. */
  errors: number;
  /** Reports that were recorded, whatever became of them. */
  outcomes: number;
}

export interface Replay {
  /** Takes events in the order of their times; waits while too much is under way. */
  play(events: readonly SimulatedEvent[]): Promise<void>;
  /** Ends what is under way. */
  finish(): Promise<ReplayCounts>;
}

export interface ReplayOptions {
  model: ServedModel;
  predict: Predict;
  recordOutcomes: RecordOutcomes;
  /** False leaves the reports out. */
  withOutcomes: boolean;
  /** Where the server's time is when the simulated time is this; the same, but for live traffic that runs faster. */
  realMs?(simulatedMs: number): number;
}

const PREDICTIONS_AT_ONCE = 500;
/** Batches under way: one is encoded while one is inferred and one is committed. */
const LANES = 3;
const OUTCOMES_AT_ONCE = 500;

const PATHS: ItemPaths = {
  input: (index) => `simulated.${index}`,
  other: (index, name) => `simulated.${index}.${name}`,
};
const SIMULATED_FAILURE = failure('INTERNAL', 'A simulated failure.');

/**
 * Sends simulated events the way of real ones: codec, model, recorder, outcomes. Every row has the source SIMULATION.
 * Outcomes wait until the predictions before them are stored.
 */
export function createReplay(options: ReplayOptions): Replay {
  const { model, predict, recordOutcomes, withOutcomes, realMs = (ms) => ms } = options;
  const counts: ReplayCounts = { predictions: 0, errors: 0, outcomes: 0 };
  const { codec } = model.champion;
  const lanes = new Set<Promise<void>>();
  let failed: { error: unknown } | null = null;
  let reports: SimulatedOutcome[] = [];

  const predictSome = async (events: readonly SimulatedPrediction[]): Promise<void> => {
    const items = events.map(({ subject, values, tags }) => ({
      input: codec.decode({ values: Array.from(values), raw: null }),
      subject,
      tags,
    }));
    const results = await predict(model, items, PATHS, {
      source: 'SIMULATION',
      atMs: (index) => realMs(events[index].atMs),
      latencyMs: (index) => events[index].latencyMs,
      failure: (index) => (events[index].fails ? SIMULATED_FAILURE : null),
    });
    results.forEach((result, i) => {
      if (!result.ok && !events[i].fails) throw new Error(result.failure.message);
    });
    counts.predictions += results.length;
    counts.errors += results.filter((result) => !result.ok).length;
  };

  const idle = async (most: number): Promise<void> => {
    while (lanes.size > most) await Promise.race(lanes);
    if (failed) throw failed.error;
  };

  const start = async (events: readonly SimulatedPrediction[]): Promise<void> => {
    await idle(LANES - 1);
    const lane = predictSome(events)
      .catch((error: unknown) => {
        failed ??= { error };
      })
      .finally(() => lanes.delete(lane));
    lanes.add(lane);
  };

  const report = async (): Promise<void> => {
    await idle(0);
    const due = reports;
    reports = [];
    if (due.length === 0) return;
    const items = due.map(({ subject, label, eventAtMs }) => ({
      target: { subject: { model: model.name, subject } },
      label: model.manifest.classes[label],
      at: new Date(realMs(eventAtMs)),
    }));
    await recordOutcomes(items, {
      source: 'SIMULATION',
      receivedAtMs: (index) => Math.floor(realMs(due[index].reportedAtMs)),
    });
    counts.outcomes += due.length;
  };

  return {
    play: async (events) => {
      const predictions = events.filter((event) => event.kind === 'PREDICTION');
      for (let from = 0; from < predictions.length; from += PREDICTIONS_AT_ONCE) {
        await start(predictions.slice(from, from + PREDICTIONS_AT_ONCE));
      }
      if (!withOutcomes) return;
      reports.push(...events.filter((event) => event.kind === 'OUTCOME'));
      if (reports.length >= OUTCOMES_AT_ONCE) await report();
    },
    finish: async () => {
      await report();
      return counts;
    },
  };
}
