import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTopic, type Tick, type Topic } from './topic.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const INTERVAL_MS = 250;
const newTopic = () => createTopic({ minIntervalMs: INTERVAL_MS, now: Date.now });

/** A watcher that is always quick: the times of its ticks, from the start of the test. */
function watchQuickly(topic: Topic) {
  const startedMs = Date.now();
  const ticks: Tick[] = [];
  const times: number[] = [];
  const iterator = topic.watch();
  void (async () => {
    for await (const tick of iterator) {
      ticks.push(tick);
      times.push(Date.now() - startedMs);
    }
  })();
  return { ticks, times, stop: () => iterator.return?.() };
}

test('the first tick comes at once, without any change', async () => {
  const { times } = watchQuickly(newTopic());
  await vi.advanceTimersByTimeAsync(0);
  expect(times).toEqual([0]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(times).toEqual([0]);
});

test('a change after a quiet time comes at once', async () => {
  const topic = newTopic();
  const { times } = watchQuickly(topic);
  await vi.advanceTimersByTimeAsync(1_000);
  topic.touch();
  await vi.advanceTimersByTimeAsync(0);
  expect(times).toEqual([0, 1_000]);
});

test('many changes come at most once each interval, and the last one is never lost', async () => {
  const topic = newTopic();
  const { times } = watchQuickly(topic);
  for (let i = 0; i < 100; i++) {
    topic.touch();
    await vi.advanceTimersByTimeAsync(10);
  }
  const lastChangeMs = 990;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toEqual([0, 250, 500, 750, 1_000]);
  expect(times.at(-1)).toBeGreaterThan(lastChangeMs);
});

test('a slow watcher gets the newest tick only, however many it has missed', async () => {
  const topic = newTopic();
  const slow = topic.watch();
  const quick = watchQuickly(topic);
  const first = await slow.next();
  for (let i = 0; i < 10; i++) {
    topic.touch();
    await vi.advanceTimersByTimeAsync(INTERVAL_MS);
  }
  expect(quick.ticks.length).toBeGreaterThan(9);
  const second = await slow.next();
  expect(second.value).not.toBe(first.value);
  expect(second.value).toBe(quick.ticks.at(-1));
  let more = false;
  void slow.next().then(() => (more = true));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(more).toBe(false);
});

test('watchers share the same tick, so that what is computed for it is computed once', async () => {
  const topic = newTopic();
  const watchers = Array.from({ length: 5 }, () => watchQuickly(topic));
  await vi.advanceTimersByTimeAsync(1_000);
  topic.touch();
  await vi.advanceTimersByTimeAsync(0);
  for (const { ticks } of watchers) {
    expect(ticks).toHaveLength(2);
    expect(ticks[0]).toBe(watchers[0].ticks[0]);
    expect(ticks[1]).toBe(watchers[0].ticks[1]);
  }
});

test('who comes later does not get a state from before anybody watched', async () => {
  const topic = newTopic();
  const first = watchQuickly(topic);
  await vi.advanceTimersByTimeAsync(0);
  await first.stop();
  expect(topic.watchers()).toBe(0);
  topic.touch();
  await vi.advanceTimersByTimeAsync(10_000);
  const second = watchQuickly(topic);
  await vi.advanceTimersByTimeAsync(0);
  expect(second.ticks[0].atMs).toBe(Date.now());
  expect(second.ticks[0]).not.toBe(first.ticks[0]);
});

test('nobody watching costs no timer', async () => {
  const topic = newTopic();
  for (let i = 0; i < 10; i++) topic.touch();
  expect(vi.getTimerCount()).toBe(0);
  const watcher = watchQuickly(topic);
  await vi.advanceTimersByTimeAsync(0);
  await watcher.stop();
  await watcher.stop();
  expect(topic.watchers()).toBe(0);
});

test('a change that comes just before somebody starts to watch is not lost to him', async () => {
  const topic = newTopic();
  const first = watchQuickly(topic);
  await vi.advanceTimersByTimeAsync(100);
  await first.stop();
  // The state has changed since the last tick, 100 ms ago, and nobody was told.
  topic.touch();
  const second = watchQuickly(topic);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(second.ticks.at(-1)?.atMs).toBeGreaterThan(first.ticks[0].atMs);
});
