import type { Manifest } from '../features/manifest.ts';
import { logistic } from '../training/objective.ts';
import type { Random } from '../training/random.ts';
import type { ScenarioEffect, Stratum } from './scenario-effect.ts';
import type { SyntheticModel } from './synthetic-model.ts';
import { drawNormal } from './synthetic-normal.ts';
import type { NewCustomer } from './traffic-customer.ts';
import { trafficRandom } from './traffic-random.ts';
import { isWeekend } from './traffic-rhythm.ts';

/** Customers drawn at a time: generator and truth work on columns. */
const BATCH = 256;
/** Customers put aside, of those who were not of the stratum that was asked for. */
const MOST_ASIDE = 1024;
/** Customers drawn in search of one of a stratum before anybody will do. */
const MOST_TRIES = 20_000;
/** At weekends this share of one kind of customer stays away: the mix moves by about a point. */
const WEEKEND_ABSENCE = 0.08;

export interface NewCustomersOptions {
  readonly manifest: Manifest;
  readonly model: SyntheticModel;
  readonly effect: ScenarioEffect;
  readonly scenarioFromMs: number;
  readonly seed: number;
}

/**
 * New customers, one after the other, by the mix of their time. A scenario changes the mix by choosing among customers
 * of the generator, so that the features of a customer stay plausible together.
 */
export class NewCustomers {
  readonly #options: NewCustomersOptions;
  readonly #customers: Random;
  readonly #fates: Random;
  readonly #choices: Random;
  readonly #weekendFeature: number;
  readonly #aside: { inside: NewCustomer[]; outside: NewCustomer[] } = { inside: [], outside: [] };
  #batch: NewCustomer[] = [];

  constructor(options: NewCustomersOptions) {
    this.#options = options;
    this.#customers = trafficRandom(options.seed, 'customers');
    this.#fates = trafficRandom(options.seed, 'fates');
    this.#choices = trafficRandom(options.seed, 'choices');
    this.#weekendFeature = weekendFeature(options.manifest);
  }

  next(atMs: number): NewCustomer {
    const { effect, scenarioFromMs } = this.#options;
    return effect.stratum !== null && atMs >= scenarioFromMs
      ? this.#nextOf(effect.stratum, atMs)
      : this.#nextOfDay(atMs);
  }

  /** Inside the stratum with the probability that it is to have: the mix within and without stays as it was. */
  #nextOf(stratum: Stratum, atMs: number): NewCustomer {
    const isInside = this.#choices() < stratum.share(atMs - this.#options.scenarioFromMs);
    const aside = isInside ? this.#aside.inside : this.#aside.outside;
    const others = isInside ? this.#aside.outside : this.#aside.inside;
    const waiting = aside.pop();
    if (waiting !== undefined) return waiting;
    let customer = this.#nextOfDay(atMs);
    for (let i = 0; i < MOST_TRIES && stratum.contains(customer) !== isInside; i++) {
      if (others.length < MOST_ASIDE) others.push(customer);
      customer = this.#nextOfDay(atMs);
    }
    return customer;
  }

  #nextOfDay(atMs: number): NewCustomer {
    for (;;) {
      const customer = this.#draw();
      const isAbsent =
        isWeekend(atMs) && customer.values[this.#weekendFeature] === 0 && this.#choices() < WEEKEND_ABSENCE;
      if (!isAbsent) return customer;
    }
  }

  #draw(): NewCustomer {
    const customer = this.#batch.pop();
    if (customer !== undefined) return customer;
    this.#batch = this.#drawBatch();
    return this.#draw();
  }

  #drawBatch(): NewCustomer[] {
    const { model, effect } = this.#options;
    const rows = model.sampleCustomers(BATCH, this.#customers);
    const stable = model.truthLogits(rows, 'STABLE');
    const drifted = effect.concept === 'DRIFTED' ? model.truthLogits(rows, 'DRIFTED') : stable;
    return rows.map((values, i) => {
      // The same chance under both concepts: a customer's fate changes only as far as its probability does.
      const noise = model.noise * drawNormal(this.#fates);
      const chance = this.#fates();
      const leaves = {
        STABLE: chance < logistic(stable[i] + noise),
        DRIFTED: chance < logistic(drifted[i] + noise),
      };
      return { values, leaves };
    });
  }
}

/** The feature whose first category is rarer at weekends: a categorical segment, else any category, else none. */
function weekendFeature({ features, segments }: Manifest): number {
  const segment = features.findIndex(({ kind, name }) => kind === 'CATEGORICAL' && segments.includes(name));
  return segment === -1 ? features.findIndex(({ kind }) => kind === 'CATEGORICAL') : segment;
}
