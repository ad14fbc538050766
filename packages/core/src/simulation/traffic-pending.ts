import { HOUR_MS } from '../time/units.ts';
import type { SimulatedOutcome } from './traffic-event.ts';

/** Reports on their way, by the hour in which they arrive: taking the next ones looks at few of the many. */
export class PendingOutcomes {
  readonly #hours = new Map<number, SimulatedOutcome[]>();

  add(outcome: SimulatedOutcome): void {
    const hour = Math.floor(outcome.reportedAtMs / HOUR_MS);
    const waiting = this.#hours.get(hour);
    if (waiting === undefined) this.#hours.set(hour, [outcome]);
    else waiting.push(outcome);
  }

  get isEmpty(): boolean {
    return this.#hours.size === 0;
  }

  /** Removes and returns the reports that arrive before `ms`, in no order. */
  takeBefore(ms: number): SimulatedOutcome[] {
    const taken: SimulatedOutcome[] = [];
    for (const [hour, waiting] of this.#hours) {
      if (hour * HOUR_MS >= ms) continue;
      const later: SimulatedOutcome[] = [];
      for (const outcome of waiting) (outcome.reportedAtMs < ms ? taken : later).push(outcome);
      if (later.length === 0) this.#hours.delete(hour);
      else this.#hours.set(hour, later);
    }
    return taken;
  }
}
