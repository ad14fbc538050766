import type { SimulatedEvent, SimulatedOutcome, SimulatedPrediction } from '../traffic-event.ts';
import { simulateTraffic } from '../simulate.ts';
import { createTraffic, type TrafficPlan } from '../traffic.ts';

/** Predictions with what their subject became, and the reports beside them. */
export interface Followed {
  readonly events: SimulatedEvent[];
  readonly predictions: SimulatedPrediction[];
  readonly outcomes: SimulatedOutcome[];
}

/** All events of a plan that can be followed. */
export function follow(plan: TrafficPlan, untilMs = Infinity): Followed {
  const created = createTraffic(plan);
  if (!created.ok) throw new Error(created.failure.message);
  const events = [...simulateTraffic(created.traffic, untilMs)].flat();
  return {
    events,
    predictions: events.filter((event) => event.kind === 'PREDICTION'),
    outcomes: events.filter((event) => event.kind === 'OUTCOME'),
  };
}

/**
 * The label of each prediction when everything has been reported (class index): an outcome at time e labels the subject's
 * predictions in [e - window, e), the newest report of an event counts, and who has none is `absent`.
 */
export function labelsOf({ predictions, outcomes }: Followed, windowMs: number, absent: number): Int8Array {
  const bySubject = new Map<string, Map<number, number>>();
  for (const { subject, eventAtMs, label } of outcomes) {
    let events = bySubject.get(subject);
    if (events === undefined) bySubject.set(subject, (events = new Map()));
    events.set(eventAtMs, label);
  }
  return Int8Array.from(predictions, ({ subject, atMs }) => {
    let found = absent;
    for (const [eventAtMs, label] of bySubject.get(subject) ?? []) {
      if (eventAtMs > atMs && eventAtMs - windowMs <= atMs) found = label;
    }
    return found;
  });
}
