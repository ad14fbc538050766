/** Wakes every iterator that waits. */
export type Wakers = Set<() => void>;

/**
 * An iterator that hands out what `take` has, and waits to be woken when it has nothing (null). It is armed before
 * `take` looks, so that a wake during the look is not slept through. `return` ends a wait.
 * Only one `next` at a time, as `for await` and graphql-js do.
 */
export function pullIterator<T>(
  take: () => T | null | Promise<T | null>,
  wakers: Wakers,
  onReturn: () => void = () => undefined,
): AsyncIterableIterator<T> {
  let finished = false;
  let finish: () => void = () => undefined;

  const next = async (): Promise<IteratorResult<T>> => {
    while (!finished) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const wake = () => resolve(undefined);
      finish = wake;
      wakers.add(wake);
      try {
        const value = await take();
        if (value !== null && !finished) return { done: false, value };
        if (value === null) await promise;
      } finally {
        wakers.delete(wake);
      }
    }
    return { done: true, value: undefined };
  };

  const end = async (): Promise<IteratorResult<T>> => {
    if (!finished) {
      finished = true;
      onReturn();
      finish();
    }
    return { done: true, value: undefined };
  };

  return {
    next,
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
