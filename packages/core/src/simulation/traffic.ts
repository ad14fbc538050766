import { failure, type Failure } from '../errors/error-code.ts';
import type { Manifest } from '../features/manifest.ts';
import type { Random } from '../training/random.ts';
import { createLabelDelays, type LabelDelays } from './label-delay.ts';
import { compileScenario, stableEffect, type ScenarioEffect } from './scenario-effect.ts';
import type { Scenario } from './scenario.ts';
import type { SyntheticModel } from './synthetic-model.ts';
import { drawOrigin, type Customer } from './traffic-customer.ts';
import { eventMs, type SimulatedEvent, type SimulatedPrediction } from './traffic-event.ts';
import { NewCustomers } from './traffic-new-customers.ts';
import { PendingOutcomes } from './traffic-pending.ts';
import { drawLognormal, trafficRandom } from './traffic-random.ts';
import { ReturningCustomers } from './traffic-returns.ts';
import { createArrivals, type Arrival, type Volume } from './traffic-rhythm.ts';

export interface TrafficPlan {
  /** A binary classifier's, with an outcome window. */
  readonly manifest: Manifest;
  readonly model: SyntheticModel;
  readonly scenario: Scenario;
  /** When the scenario begins (Unix ms); before that the traffic is, event by event, that of STABLE. */
  readonly scenarioFromMs: number;
  /** The same plan and seed give the same events for ever. */
  readonly seed: number;
  /** Predictions lie in [fromMs, toMs), whole Unix milliseconds; toMs may be Infinity with `perDay`. */
  readonly fromMs: number;
  readonly toMs: number;
  /** About 2,000 a day make a life-like shop; or an exact number over the span, by the same rhythm. */
  readonly volume: Volume;
  /** Subjects are this and a number, "sim-1-17"; strangers in reports this and "unknown-" and a number. */
  readonly subjectPrefix: string;
}

export interface Traffic {
  /**
   * The events that reach the server before `ms` (finite) and that no earlier call returned, in the order of their times.
   * How a span is cut into calls changes nothing.
   */
  advanceTo(ms: number): SimulatedEvent[];
  /** No event will come any more: the span of the predictions is over and every report has arrived. */
  readonly isFinished: boolean;
  readonly plan: TrafficPlan;
}

export type CreateTrafficResult = { ok: true; traffic: Traffic } | { ok: false; failure: Failure };

/** Of the predictions, those for a customer who was here before. */
const RETURN_SHARE = 0.15;

/**
 * Traffic that can be asked for bit by bit, as live traffic is; `simulateTraffic` yields all of it. Customers who leave
 * do so within the outcome's window after their first prediction, and come back until then with the same values. After a
 * restart, a traffic of the same plan that is advanced to where the old one was goes on as that would have.
 * BAD_USER_INPUT for a plan that cannot be followed.
 */
export function createTraffic(plan: TrafficPlan): CreateTrafficResult {
  const wrong = problemOf(plan);
  if (wrong !== null) return { ok: false, failure: wrong };
  const { manifest, model, seed, volume, subjectPrefix } = plan;
  const compiled = compileScenario(plan.scenario, manifest, model, seed);
  if (!compiled.ok) return compiled;
  const { effect } = compiled;
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  const delays = createLabelDelays(
    {
      windowDays: manifest.outcome?.windowDays ?? 0,
      positive,
      negative: 1 - positive,
      positiveRate: model.positiveRate,
      subjectPrefix,
    },
    trafficRandom(seed, 'reports'),
  );
  const nextArrival = createArrivals(plan, volume, trafficRandom(seed, 'arrivals'));
  return { ok: true, traffic: new RunningTraffic(plan, effect, delays, nextArrival) };
}

function problemOf({ manifest, fromMs, toMs, volume }: TrafficPlan): Failure | null {
  const bad = (message: string, field: string) => failure('BAD_USER_INPUT', message, field);
  if (manifest.task !== 'BINARY_CLASSIFICATION' || manifest.outcome === null) {
    return bad(`${manifest.name} is not a binary classifier with an outcome window`, 'model');
  }
  const isWhole = Number.isInteger(fromMs) && (Number.isInteger(toMs) || toMs === Infinity);
  if (!isWhole || toMs < fromMs)
    return bad('the span must be whole milliseconds that end after they begin', 'toMs');
  if ('perDay' in volume) {
    return volume.perDay > 0 && volume.perDay < Infinity ? null : bad('must be above 0', 'perDay');
  }
  if (!Number.isInteger(volume.samples) || volume.samples < 0) return bad('must be 0 or more', 'samples');
  if (volume.samples === 0 || (Number.isInteger(toMs) && toMs > fromMs)) return null;
  return bad('samples need a span that is neither empty nor endless', 'toMs');
}

class RunningTraffic implements Traffic {
  readonly plan: TrafficPlan;
  readonly #effect: ScenarioEffect;
  readonly #delays: LabelDelays;
  readonly #nextArrival: () => Arrival | null;
  readonly #newCustomers: NewCustomers;
  readonly #returning = new ReturningCustomers();
  readonly #pending = new PendingOutcomes();
  readonly #visits: Random;
  readonly #distortions: Random;
  #subjects = 0;
  #arrival: Arrival | null;

  constructor(
    plan: TrafficPlan,
    effect: ScenarioEffect,
    delays: LabelDelays,
    nextArrival: () => Arrival | null,
  ) {
    this.plan = plan;
    this.#effect = effect;
    this.#delays = delays;
    this.#nextArrival = nextArrival;
    this.#newCustomers = new NewCustomers({ ...plan, effect });
    this.#visits = trafficRandom(plan.seed, 'visits');
    this.#distortions = trafficRandom(plan.seed, 'distortions');
    this.#arrival = nextArrival();
  }

  get isFinished(): boolean {
    return this.#arrival === null && this.#pending.isEmpty;
  }

  advanceTo(ms: number): SimulatedEvent[] {
    const events: SimulatedEvent[] = [];
    while (this.#arrival !== null && this.#arrival.atMs < ms) {
      events.push(this.#visit(this.#arrival));
      this.#arrival = this.#nextArrival();
    }
    for (const outcome of this.#pending.takeBefore(ms)) events.push(outcome);
    return events.sort((a, b) => eventMs(a) - eventMs(b));
  }

  #visit({ atMs, isNightly }: Arrival): SimulatedPrediction {
    const random = this.#visits;
    const { effect, isStarted } = this.#effectAt(atMs);
    const returning = random() < RETURN_SHARE ? this.#returning.draw(atMs, random) : null;
    const customer = returning ?? this.#welcome(atMs, effect);
    const source = `source:${customer.origin}`;
    return {
      kind: 'PREDICTION',
      atMs,
      subject: customer.subject,
      values: isStarted ? this.#sent(customer) : customer.values,
      latencyMs: drawLognormal(effect.latency, random),
      fails: random() < effect.errorRate,
      tags: isNightly ? [source, 'nightly-batch'] : [source],
    };
  }

  #effectAt(atMs: number): { effect: ScenarioEffect; isStarted: boolean } {
    const isStarted = atMs >= this.plan.scenarioFromMs;
    return { effect: isStarted ? this.#effect : stableEffect, isStarted };
  }

  /** Decides a new customer's fate and puts its reports on their way. */
  #welcome(atMs: number, { concept }: ScenarioEffect): Customer {
    const { values, leaves } = this.#newCustomers.next(atMs);
    const subject = `${this.plan.subjectPrefix}${++this.#subjects}`;
    const leavesAtMs = leaves[concept] ? atMs + this.#delays.drawEventDelayMs() : Infinity;
    const reports =
      leavesAtMs < Infinity
        ? this.#delays.reportsOfLeaver(subject, leavesAtMs)
        : this.#delays.reportsOfStayer(subject, atMs);
    for (const report of reports) this.#pending.add(report);
    const customer = { subject, values, origin: drawOrigin(this.#visits), firstMs: atMs, leavesAtMs };
    this.#returning.add(customer);
    return customer;
  }

  #sent({ values, origin }: Customer): Float64Array {
    const { distort } = this.#effect;
    if (distort === null) return values;
    const sent = values.slice();
    distort(sent, origin, this.#distortions);
    return sent;
  }
}
