import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PredictionRowFragment } from '../../lib/graphql/generated/graphql.ts';
import { Problem } from '../../lib/graphql/problem.ts';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { prediction } from '../../testing/fixtures.ts';
import { PredictionTail } from './tail.svelte.ts';

describe('PredictionTail', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function open(stored: PredictionRowFragment[] = []) {
    const kilter = new FakeKilter({
      LatestPredictions: () => ({
        predictions: { feedCursor: '5', edges: stored.map((node) => ({ node })) },
      }),
    });
    const tail = new PredictionTail(kilter, 'churn');
    const stop = tail.start();
    kilter.socket('connected');
    await vi.advanceTimersByTimeAsync(2_000);
    const deliver = async (cursor: string, ids: string[], skipped = 0) => {
      const event = { predictionsAdded: { cursor, skipped, predictions: ids.map((id) => prediction(id)) } };
      kilter.subscriptions.at(-1)?.next(event);
      await vi.advanceTimersByTimeAsync(300);
    };
    const ids = () => tail.rows.map((row) => row.id);
    const asked = () => kilter.requests.filter((request) => request.name === 'LatestPredictions').length;
    return { kilter, tail, stop, deliver, ids, asked };
  }

  it('starts from the stored page and puts what comes in on top', async () => {
    const { deliver, ids, tail } = await open([prediction('b'), prediction('a')]);
    await deliver('1.0', ['c', 'd']);
    expect(ids()).toEqual(['d', 'c', 'b', 'a']);
    expect(tail.received).toBe(2);
    expect(tail.isFresh('d')).toBe(true);
    expect(tail.isFresh('a')).toBe(false);
  });

  it('follows the feed from behind its page, and resumes behind its last cursor', async () => {
    const { deliver, kilter } = await open();
    expect(kilter.subscriptions[0]?.variables()).toEqual({ model: 'churn', after: '5' });
    await deliver('7.2', ['a']);
    expect(kilter.subscriptions[0]?.variables()).toEqual({ model: 'churn', after: '7.2' });
  });

  it('reads the page once: a reconnect resumes', async () => {
    const { kilter, asked } = await open();
    kilter.socket('closed');
    kilter.socket('connected');
    expect(asked()).toBe(1);
    expect(kilter.subscriptions).toHaveLength(1);
  });

  it('starts anew when its cursor has expired', async () => {
    const stored = [prediction('z')];
    const { deliver, kilter, ids } = await open(stored);
    await deliver('7.2', ['a']);
    kilter.subscriptions[0]?.problem(new Problem('CURSOR_EXPIRED', 'gone'));
    await vi.advanceTimersByTimeAsync(300);
    expect(kilter.subscriptions[0]?.isStopped).toBe(true);
    expect(kilter.subscriptions[1]?.variables()).toEqual({ model: 'churn', after: '5' });
    expect(ids()).toEqual(['z']);
  });

  it('keeps reading while paused and shows the newest on resume', async () => {
    const { deliver, ids, tail } = await open([prediction('a')]);
    tail.pause();
    await deliver('1.0', ['b', 'c']);
    expect(ids()).toEqual(['a']);
    expect(tail.waiting).toBe(2);
    tail.resume();
    expect(ids()).toEqual(['c', 'b', 'a']);
    expect(tail.waiting).toBe(0);
  });

  it('slows down in a flood, and loses nothing by it', async () => {
    const { deliver, ids, tail } = await open();
    const flood = (prefix: string) => Array.from({ length: 100 }, (_, index) => `${prefix}${index}`);
    await deliver('1.0', flood('a'));
    expect(tail.received).toBe(100);
    expect(tail.isFresh('a99')).toBe(false);
    await deliver('2.0', flood('b'));
    expect(tail.received).toBe(100);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tail.received).toBe(200);
    expect(ids()[0]).toBe('b99');
  });

  it('adds up what the server had to skip', async () => {
    const { deliver, tail } = await open();
    await deliver('1.0', ['a'], 40);
    await deliver('2.0', ['b'], 2);
    expect(tail.skipped).toBe(42);
  });

  it('says why the page could not be read, and recovers', async () => {
    let isDown = true;
    const kilter = new FakeKilter({
      LatestPredictions: () => {
        if (isDown) throw new Problem('UNREACHABLE', 'nobody there');
        return { predictions: { feedCursor: '5', edges: [{ node: prediction('a') }] } };
      },
    });
    const tail = new PredictionTail(kilter, 'churn');
    tail.start();
    await vi.advanceTimersByTimeAsync(100);
    expect(tail.problem?.code).toBe('UNREACHABLE');
    expect(kilter.subscriptions).toHaveLength(0);
    isDown = false;
    await tail.load();
    expect(tail.problem).toBeUndefined();
    expect(tail.rows).toHaveLength(1);
    expect(kilter.subscriptions[0]?.variables()).toEqual({ model: 'churn', after: '5' });
  });

  it('ends its subscription when stopped', async () => {
    const { kilter, stop } = await open();
    stop();
    expect(kilter.subscriptions[0]?.isStopped).toBe(true);
  });
});
