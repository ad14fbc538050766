import { DAY_MS } from '../time/units.ts';
import type { Random } from '../training/random.ts';
import type { Customer } from './traffic-customer.ts';

/** Who came first within so many days may come again. */
const RETURN_DAYS = 7;
/** Draws of one who leaves later, before the visit becomes a new customer's. */
const MOST_TRIES = 50;
/** Forgotten customers at the front of the list before it is cut. */
const CUT_AT = 4096;

/**
 * The customers of the last days, who may come again until they leave. Whoever leaves early could come less often, and
 * the predictions of returning customers would meet fewer positives than their scores say. So the visit of one who has
 * left goes to one who will leave: among returning customers, too, positives are as frequent as their features say.
 */
export class ReturningCustomers {
  readonly #all = new RecentCustomers();
  readonly #leaving = new RecentCustomers();

  add(customer: Customer): void {
    this.#all.add(customer);
    if (customer.leavesAtMs < Infinity) this.#leaving.add(customer);
  }

  /** Somebody who was here and has not left by then; null without any. */
  draw(atMs: number, random: Random): Customer | null {
    const customer = this.#all.draw(atMs, random);
    if (customer === null || customer.leavesAtMs > atMs) return customer;
    for (let i = 0; i < MOST_TRIES; i++) {
      const other = this.#leaving.draw(atMs, random);
      if (other === null || other.leavesAtMs > atMs) return other;
    }
    return null;
  }
}

/** Customers in the order of their first visits; the old ones are forgotten. */
class RecentCustomers {
  #customers: Customer[] = [];
  #from = 0;

  add(customer: Customer): void {
    this.#customers.push(customer);
  }

  /** Any of the last days, each equally likely; `atMs` never goes back. */
  draw(atMs: number, random: Random): Customer | null {
    const customers = this.#customers;
    const sinceMs = atMs - RETURN_DAYS * DAY_MS;
    while (this.#from < customers.length && customers[this.#from].firstMs < sinceMs) this.#from++;
    if (this.#from >= CUT_AT) {
      this.#customers = customers.slice(this.#from);
      this.#from = 0;
      return this.draw(atMs, random);
    }
    if (this.#from === customers.length) return null;
    return customers[this.#from + Math.floor(random() * (customers.length - this.#from))];
  }
}
