import { DAY_MS } from '../time/units.ts';
import type { SimulatedEvent } from './traffic-event.ts';
import type { Traffic } from './traffic.ts';
import { averageDays } from './traffic-rhythm.ts';

/** Predictions in an array, about: enough to hand on together, few enough to wait for. */
const PREDICTIONS_AT_A_TIME = 400;

/**
 * All events of a traffic before `untilMs`, in order of time, in arrays of some hundred that are not empty: a prediction
 * at its time, an outcome when its report arrives, which may be weeks after the last prediction. The traffic can go on
 * afterwards with `advanceTo` or another call. Each array is computed when it is asked for.
 */
export function* simulateTraffic(traffic: Traffic, untilMs = Infinity): Generator<SimulatedEvent[]> {
  const stepMs = stepOf(traffic);
  let nowMs = traffic.plan.fromMs;
  while (!traffic.isFinished && nowMs < untilMs) {
    nowMs = Math.min(nowMs + stepMs, untilMs);
    const events = traffic.advanceTo(nowMs);
    if (events.length > 0) yield events;
  }
}

function stepOf({ plan }: Traffic): number {
  const { volume } = plan;
  const perDay = 'perDay' in volume ? volume.perDay : volume.samples / averageDays(plan);
  return Math.max(1, Math.ceil((PREDICTIONS_AT_A_TIME / perDay) * DAY_MS));
}
