import { everySecond } from '../../lib/clock.svelte.ts';
import { formatCount } from '../../lib/format/numbers.ts';
import {
  SimulateDocument,
  SimulationDocument,
  type Scenario,
  type SimulateMutation,
  type SimulationQuery,
} from '../../lib/graphql/generated/graphql.ts';
import type { Kilter } from '../../lib/graphql/kilter.ts';
import { asProblem, LiveQuery } from '../../lib/graphql/live.svelte.ts';
import type { Problem } from '../../lib/graphql/problem.ts';
import { everyWhileVisible } from '../../lib/timing.ts';
import { usualSamples } from './samples.ts';

export type LiveTraffic = NonNullable<SimulationQuery['simulation']['live']>;

export interface SimulationRequest {
  samples: number;
  scenario: Scenario;
  withOutcomes: boolean;
}

type Draft = Omit<SimulationRequest, 'samples'> & { samples: string };

export interface SimulationResult {
  request: SimulationRequest;
  counts: SimulateMutation['simulate'];
}

const dayMs = 86_400_000;
/** The server's demo clock is read again at this pace; between, the page counts on by itself. */
const rereadMs = 60_000;

/** Simulated customers of one model: what can be simulated, what is under way. Made in a component's initialisation. */
export class SimulationState {
  /** Whether the control is shown; a run goes on without it. */
  isOpen = $state(false);
  /** What the control is filled in with; it stays when the control is closed. */
  draft = $state<Draft>({ samples: formatCount(usualSamples), scenario: 'STABLE', withOutcomes: false });
  running = $state.raw<SimulationRequest>();
  result = $state.raw<SimulationResult>();
  problem = $state.raw<Problem>();

  readonly query;
  readonly #kilter: Kilter;
  readonly #model: string;

  constructor(kilter: Kilter, model: string) {
    this.#kilter = kilter;
    this.#model = model;
    const query = new LiveQuery(kilter, SimulationDocument, () => ({}));
    this.query = query;
    $effect(() => everyWhileVisible(() => query.refresh(), rereadMs));
  }

  get scenarios(): SimulationQuery['simulation']['scenarios'] {
    return this.query.data?.simulation.scenarios ?? [];
  }

  /** Traffic that the server makes for itself, if it is this model's. */
  get live(): LiveTraffic | null {
    const live = this.query.data?.simulation.live ?? null;
    return live?.model === this.#model ? live : null;
  }

  /** Where the live traffic is in its own time, ms; renewed every second. */
  get simulatedMs(): number {
    const { live } = this;
    return live ? simulatedMsAt(live, everySecond.now - this.query.answeredAt) : 0;
  }

  open(change: Partial<Draft> = {}): void {
    Object.assign(this.draft, change);
    this.isOpen = true;
  }

  async run(request: SimulationRequest): Promise<void> {
    if (this.running) return;
    this.running = request;
    this.result = undefined;
    this.problem = undefined;
    try {
      const { simulate } = await this.#kilter.mutate(SimulateDocument, { model: this.#model, ...request });
      this.result = { request, counts: simulate };
    } catch (error) {
      this.problem = asProblem(error);
    } finally {
      this.running = undefined;
    }
  }
}

/** The traffic's own time, some real milliseconds after the server said where it is. */
export function simulatedMsAt(
  { simulatedAt, secondsPerDay }: Pick<LiveTraffic, 'simulatedAt' | 'secondsPerDay'>,
  sinceMs: number,
): number {
  return Date.parse(simulatedAt) + Math.max(0, sinceMs) * (dayMs / (secondsPerDay * 1_000));
}
