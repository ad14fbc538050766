import { pullIterator, type Wakers } from './pull-iterator.ts';

/** A state that changed. Each is a new object: what is computed for it can be remembered by it. */
export interface Tick {
  readonly atMs: number;
}

/**
 * A state topic. Watchers pull: each sees the newest tick that it has not seen, however many it missed, so a slow one
 * costs no queue. The first tick comes at once; then on the leading edge of a change, and at most one each interval.
 */
export interface Topic {
  /** The state may have changed. */
  touch(): void;
  watch(): AsyncIterableIterator<Tick>;
  watchers(): number;
}

export interface TopicOptions {
  minIntervalMs: number;
  now(): number;
}

export function createTopic({ minIntervalMs, now }: TopicOptions): Topic {
  let current: Tick = { atMs: Number.NEGATIVE_INFINITY };
  let timer: NodeJS.Timeout | undefined;
  let watchers = 0;
  const wakers: Wakers = new Set();

  const publish = () => {
    timer = undefined;
    current = { atMs: now() };
    for (const wake of [...wakers]) wake();
  };

  const touch = () => {
    if (watchers === 0 || timer) return;
    const waitMs = current.atMs + minIntervalMs - now();
    if (waitMs <= 0) publish();
    else timer = setTimeout(publish, waitMs);
  };

  const watch = (): AsyncIterableIterator<Tick> => {
    // A tick from before anybody watched may be out of date: changes go unheard while nobody does.
    if (watchers === 0 || now() - current.atMs >= minIntervalMs) current = { atMs: now() };
    watchers++;
    let seen: Tick | null = null;
    return pullIterator<Tick>(
      () => {
        if (current === seen) return null;
        seen = current;
        return seen;
      },
      wakers,
      () => {
        watchers--;
      },
    );
  };

  return { touch, watch, watchers: () => watchers };
}
