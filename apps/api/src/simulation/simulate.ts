import { KilterError, fail } from '@kilter/core/errors/error-code';
import { simulateTraffic } from '@kilter/core/simulation/simulate';
import { scenarioRampMs, type Scenario } from '@kilter/core/simulation/scenario';
import { createTraffic, type Traffic, type TrafficPlan } from '@kilter/core/simulation/traffic';
import { DAY_MS, HOUR_MS } from '@kilter/core/time/units';
import type { Context } from '../context.ts';
import type { LoadSynthetic } from './load-synthetic.ts';
import { createReplay, type ReplayCounts } from './replay.ts';

export const MAX_SAMPLES = 100_000;
/** So far back reaches a simulation with outcomes: enough for cohorts whose label window is closed. */
export const HISTORY_DAYS = 60;

export interface Simulation {
  model: string | null | undefined;
  samples: number;
  scenario: Scenario;
  /** With: predictions of the last 60 days, and the reports that have come by now. Without: of the last hour. */
  withOutcomes: boolean;
}

export interface Simulator extends Pick<Context, 'registry' | 'predict' | 'recordOutcomes' | 'now'> {
  loadSynthetic: LoadSynthetic;
}

/** Real predictions through the real model, of synthetic customers. Only one at a time; CONFLICT for a second one. */
export function createSimulate(simulator: Simulator): (simulation: Simulation) => Promise<ReplayCounts> {
  let running = false;
  return async (simulation) => {
    const { samples, scenario, withOutcomes } = simulation;
    if (!Number.isInteger(samples) || samples < 1 || samples > MAX_SAMPLES) {
      fail('BAD_USER_INPUT', `samples must be 1 to ${MAX_SAMPLES.toLocaleString('en')}`, 'samples');
    }
    if (running) fail('CONFLICT', 'A simulation is under way; try again when it has ended.');
    running = true;
    try {
      const { registry, predict, recordOutcomes, loadSynthetic, now } = simulator;
      const model = registry.find(simulation.model);
      const nowMs = now();
      const fromMs = nowMs - (withOutcomes ? HISTORY_DAYS * DAY_MS : HOUR_MS);
      const traffic = trafficOf({
        manifest: model.manifest,
        model: await loadSynthetic(model),
        scenario,
        // In full effect from the first prediction on.
        scenarioFromMs: fromMs - scenarioRampMs[scenario],
        seed: nowMs,
        fromMs,
        toMs: nowMs,
        volume: { samples },
        subjectPrefix: `sim-${nowMs.toString(36)}-`,
      });
      const replay = createReplay({ model, predict, recordOutcomes, withOutcomes });
      for (const events of simulateTraffic(traffic, nowMs)) await replay.play(events);
      return await replay.finish();
    } finally {
      running = false;
    }
  };
}

/** A plan's traffic, or its failure thrown. */
export function trafficOf(plan: TrafficPlan): Traffic {
  const created = createTraffic(plan);
  if (!created.ok) throw new KilterError(created.failure);
  return created.traffic;
}
