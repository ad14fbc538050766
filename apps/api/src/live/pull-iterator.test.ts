import { expect, test, vi } from 'vitest';
import { pullIterator, type Wakers } from './pull-iterator.ts';

/** A queue that the iterator takes from, and the way to put something into it. */
function source<T>() {
  const queue: T[] = [];
  const wakers: Wakers = new Set();
  const wake = () => [...wakers].forEach((waker) => waker());
  return {
    wakers,
    wake,
    take: () => queue.shift() ?? null,
    put: (value: T) => {
      queue.push(value);
      wake();
    },
  };
}

test('hands out what is there, then waits for more', async () => {
  const { take, put, wakers } = source<number>();
  const iterator = pullIterator(take, wakers);
  put(1);
  put(2);
  expect(await iterator.next()).toEqual({ done: false, value: 1 });
  expect(await iterator.next()).toEqual({ done: false, value: 2 });
  const third = iterator.next();
  put(3);
  expect(await third).toEqual({ done: false, value: 3 });
});

test('is not fooled by a wake without anything to take', async () => {
  const { take, put, wake, wakers } = source<number>();
  const iterator = pullIterator(take, wakers);
  let answered = false;
  const first = iterator.next().then((result) => {
    answered = true;
    return result;
  });
  for (let i = 0; i < 3; i++) {
    await vi.waitFor(() => expect(wakers.size).toBe(1));
    wake();
    await Promise.resolve();
  }
  expect(answered).toBe(false);
  put(1);
  expect(await first).toEqual({ done: false, value: 1 });
});

test('does not sleep through a wake that comes while it looks', async () => {
  const wakers: Wakers = new Set();
  const looks: ((value: number | null) => void)[] = [];
  const iterator = pullIterator(() => new Promise<number | null>((resolve) => looks.push(resolve)), wakers);
  const first = iterator.next();
  expect(looks).toHaveLength(1);
  for (const wake of [...wakers]) wake();
  looks[0](null);
  await vi.waitFor(() => expect(looks).toHaveLength(2));
  looks[1](7);
  expect(await first).toEqual({ done: false, value: 7 });
});

test('return ends a wait, says so once, and leaves no waker behind', async () => {
  const { take, wakers } = source<number>();
  const onReturn = vi.fn();
  const iterator = pullIterator(take, wakers, onReturn);
  const waiting = iterator.next();
  await vi.waitFor(() => expect(wakers.size).toBe(1));
  expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
  expect(await waiting).toEqual({ done: true, value: undefined });
  await iterator.return?.();
  expect(onReturn).toHaveBeenCalledOnce();
  expect(wakers.size).toBe(0);
  expect(await iterator.next()).toEqual({ done: true, value: undefined });
});

test('what is found after the end is not handed out', async () => {
  const looks: ((value: number) => void)[] = [];
  const iterator = pullIterator(() => new Promise<number>((resolve) => looks.push(resolve)), new Set());
  const waiting = iterator.next();
  await iterator.return?.();
  looks[0](1);
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test('a look that fails is the failure of that next, and leaves no waker behind', async () => {
  const wakers: Wakers = new Set();
  const iterator = pullIterator(() => Promise.reject(new Error('lost')), wakers);
  await expect(iterator.next()).rejects.toThrow('lost');
  expect(wakers.size).toBe(0);
});

test('a loop that is left unwatches', async () => {
  const { take, put, wakers } = source<number>();
  const onReturn = vi.fn();
  put(1);
  for await (const value of pullIterator(take, wakers, onReturn)) {
    expect(value).toBe(1);
    break;
  }
  expect(onReturn).toHaveBeenCalledOnce();
});
