import { setTimeout as pause } from 'node:timers/promises';
import type { Scenario } from '@kilter/core/simulation/scenario';
import { simulateTraffic } from '@kilter/core/simulation/simulate';
import { DAY_MS } from '@kilter/core/time/units';
import type { Logger } from '../logger.ts';
import type { ServedModel } from '../models/registry.ts';
import { createReplay } from './replay.ts';
import { HISTORY_DAYS, trafficOf, type Simulator } from './simulate.ts';

/** Simulated traffic that the server makes for itself: a history, then a day in some seconds for as long as it runs. */
export interface LiveTraffic {
  /** Null while there is none. */
  readonly state: {
    model: string;
    scenario: Scenario;
    secondsPerDay: number;
    /** Where the traffic is in its own time, Unix milliseconds. */
    simulatedMs(): number;
  } | null;
  /** Plays the history, unless there is one; then the live part begins. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface LiveTrafficOptions {
  simulator: Simulator;
  /** Whether the model has been asked before: then it has a history of its own. */
  hasHistory(model: ServedModel): Promise<boolean>;
  secondsPerDay: number;
  /** Predictions in a day of traffic, about. */
  perDay: number;
  log: Logger;
}

const TICK_MS = 250;

/**
 * History lies in the real past. From the start on, simulated time runs faster than the server's: an event at simulated
 * time s is stored at start + (s - start) / speed. Outcomes of the history then arrive as their reports come due,
 * long before they would in life.
 */
export function createLiveTraffic(options: LiveTrafficOptions): LiveTraffic {
  const { simulator, hasHistory, secondsPerDay, perDay, log } = options;
  const { registry, predict, recordOutcomes, loadSynthetic, now } = simulator;
  const speed = DAY_MS / (secondsPerDay * 1_000);
  const stopped = new AbortController();
  let state: LiveTraffic['state'] = null;
  let running: Promise<void> = Promise.resolve();

  const start = async (): Promise<void> => {
    const model = registry.find();
    const startMs = now();
    const fromMs = (await hasHistory(model)) ? startMs : startMs - HISTORY_DAYS * DAY_MS;
    const simulatedMs = () => startMs + (now() - startMs) * speed;
    const traffic = trafficOf({
      manifest: model.manifest,
      model: await loadSynthetic(model),
      scenario: 'STABLE',
      scenarioFromMs: fromMs,
      seed: startMs,
      fromMs,
      toMs: Number.POSITIVE_INFINITY,
      volume: { perDay },
      subjectPrefix: `demo-${startMs.toString(36)}-`,
    });
    const realMs = (ms: number) => (ms <= startMs ? ms : startMs + (ms - startMs) / speed);
    const replay = createReplay({ model, predict, recordOutcomes, withOutcomes: true, realMs });
    state = { model: model.name, scenario: 'STABLE', secondsPerDay, simulatedMs };
    for (const events of simulateTraffic(traffic, startMs)) {
      if (stopped.signal.aborted) return;
      await replay.play(events);
    }
    await replay.finish();
    running = (async () => {
      while (!stopped.signal.aborted) {
        await replay.play(traffic.advanceTo(simulatedMs()));
        await replay.finish();
        await pause(TICK_MS, undefined, { signal: stopped.signal });
      }
    })().catch((error: unknown) => {
      state = null;
      if (!stopped.signal.aborted) log.error({ error }, 'the simulated traffic has ended');
    });
  };

  return {
    get state() {
      return state;
    },
    start,
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
