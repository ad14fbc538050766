import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AlertEventKind } from '../../lib/graphql/generated/graphql.ts';
import { Problem } from '../../lib/graphql/problem.ts';
import { alertAnswers } from '../../testing/alert-answers.ts';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { alertRow } from '../../testing/fixtures.ts';
import { inRoot } from '../../testing/in-root.svelte.ts';
import { AlertFeed } from './alert-feed.svelte.ts';
import type { AlertRow } from './alert-list.ts';

describe('AlertFeed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function open(stored: AlertRow[] = [], answers = alertAnswers(() => stored)) {
    const kilter = new FakeKilter(answers);
    const feed = inRoot(() => new AlertFeed(kilter, () => 'churn'));
    kilter.socket('connected');
    await vi.advanceTimersByTimeAsync(10);
    const tell = (cursor: string, kind: AlertEventKind, alert: AlertRow) =>
      kilter.subscriptions.at(-1)?.next({ alertChanged: { cursor, kind, alert } });
    const ids = () => feed.open.map(({ id }) => id);
    const asked = () => kilter.requests.map(({ name }) => name);
    return { kilter, feed, tell, ids, asked };
  }

  it('begins with what is open, the pending ones included, without what is over', async () => {
    const { feed, ids } = await open([
      alertRow('a'),
      alertRow('b', { status: 'RESOLVED' }),
      alertRow('c', { status: 'PENDING' }),
    ]);
    expect(ids()).toEqual(['a', 'c']);
    expect(feed.raised.map(({ id }) => id)).toEqual(['a']);
    expect(feed.isLoading).toBe(false);
  });

  it('takes its place in the feed before it reads, and resumes behind its last event', async () => {
    const { kilter, asked, tell } = await open();
    expect(asked()).toEqual(['FeedPlace', 'OpenAlerts']);
    expect(kilter.subscriptions[0]?.variables()).toEqual({ model: 'churn', after: '5' });
    tell('7', 'FIRED', alertRow('a'));
    expect(kilter.subscriptions[0]?.variables()).toEqual({ model: 'churn', after: '7' });
    kilter.socket('closed');
    kilter.socket('connected');
    await vi.advanceTimersByTimeAsync(10);
    expect(asked()).toHaveLength(2);
  });

  it('follows an alert through its life', async () => {
    const { feed, tell, ids } = await open();
    tell('6', 'OPENED', alertRow('a', { status: 'PENDING' }));
    expect(feed.raised).toHaveLength(0);
    tell('7', 'FIRED', alertRow('a'));
    expect(feed.raised).toHaveLength(1);
    tell('8', 'RECOVERING', alertRow('a', { status: 'RECOVERING' }));
    expect(feed.raised).toHaveLength(1);
    tell('9', 'RESOLVED', alertRow('a', { status: 'RESOLVED' }));
    expect(ids()).toEqual([]);
  });

  it('announces new errors, and only those', async () => {
    const { feed, tell } = await open([alertRow('old', { severity: 'ERROR' })]);
    expect(feed.announced).toBe('');
    tell('6', 'FIRED', alertRow('a'));
    expect(feed.announced).toBe('');
    tell('7', 'FIRED', alertRow('b', { severity: 'ERROR', message: 'Recall is low' }));
    expect(feed.announced).toBe('Error alert: Recall is low.');
    tell('8', 'UPDATED', alertRow('old', { severity: 'ERROR', message: 'The same again' }));
    expect(feed.announced).toBe('Error alert: Recall is low.');
    tell('9', 'UPDATED', alertRow('a', { severity: 'ERROR', message: 'Worse now' }));
    expect(feed.announced).toBe('Error alert: Worse now.');
    tell('10', 'OPENED', alertRow('c', { severity: 'ERROR', status: 'PENDING', message: 'Not yet' }));
    expect(feed.announced).toBe('Error alert: Worse now.');
  });

  it('starts anew when its cursor has expired', async () => {
    const stored = [alertRow('a')];
    const { kilter, ids } = await open(stored);
    stored.splice(0, 1, alertRow('z'));
    kilter.subscriptions[0]?.problem(new Problem('CURSOR_EXPIRED', 'gone'));
    await vi.advanceTimersByTimeAsync(10);
    expect(kilter.subscriptions[0]?.isStopped).toBe(true);
    expect(kilter.subscriptions[1]?.variables()).toEqual({ model: 'churn', after: '5' });
    expect(ids()).toEqual(['z']);
  });

  it('says why nothing could be read, and reads after a reconnect', async () => {
    let isDown = true;
    const answers = alertAnswers(() => [alertRow('a')]);
    const { feed, kilter, ids } = await open([], {
      ...answers,
      OpenAlerts: () => {
        if (isDown) throw new Problem('UNREACHABLE', 'nobody there');
        return answers.OpenAlerts();
      },
    });
    expect(feed.problem?.code).toBe('UNREACHABLE');
    expect(kilter.subscriptions).toHaveLength(0);
    isDown = false;
    kilter.socket('closed');
    kilter.socket('connected');
    await vi.advanceTimersByTimeAsync(10);
    expect(feed.problem).toBeUndefined();
    expect(ids()).toEqual(['a']);
    expect(kilter.subscriptions).toHaveLength(1);
  });

  it('tells its listeners every event, until they stop', async () => {
    const { feed, tell } = await open();
    const listener = vi.fn();
    const stop = feed.onChange(listener);
    tell('6', 'FIRED', alertRow('a'));
    stop();
    tell('7', 'RESOLVED', alertRow('a', { status: 'RESOLVED' }));
    expect(listener.mock.calls.map(([{ kind }]) => kind)).toEqual(['FIRED']);
  });
});
