import { setImmediate } from 'node:timers/promises';

/** Does work one piece at a time, in the order of asking, and lets everything else go on between two pieces. */
export type TakeTurn = <T>(work: () => T | Promise<T>) => Promise<T>;

export function createTurns(): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(() => setImmediate()).then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
