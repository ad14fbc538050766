import { createSubscriber } from 'svelte/reactivity';

/** The time, renewed every `ms` while somebody reads it. */
export class Clock {
  #subscribe: () => void;

  constructor(ms: number) {
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, ms);
      return () => clearInterval(timer);
    });
  }

  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}

export const everyMinute = new Clock(60_000);
export const everySecond = new Clock(1_000);
