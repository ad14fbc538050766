import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PredictionsAddedDocument } from './generated/graphql.ts';
import { subscribeForever } from './kilter.ts';
import type { Problem } from './problem.ts';

type Socket = Parameters<typeof subscribeForever>[0];

function fakeSocket() {
  const attempts: {
    payload: { variables?: unknown };
    sink: Parameters<Socket['subscribe']>[1];
    isStopped: boolean;
  }[] = [];
  const socket: Socket = {
    subscribe: (payload, sink) => {
      const attempt = {
        payload,
        sink: {
          ...sink,
          next: (value: unknown) => Reflect.apply(sink.next, sink, [value]),
        },
        isStopped: false,
      };
      attempts.push(attempt);
      return () => {
        attempt.isStopped = true;
      };
    },
  };
  return { socket, attempts };
}

describe('subscribeForever', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends the variables of the time of each attempt', () => {
    const { socket, attempts } = fakeSocket();
    let after: string | null = null;
    subscribeForever(socket, PredictionsAddedDocument, () => ({ model: 'churn', after }), { next: () => {} });
    const sent = () => JSON.parse(JSON.stringify(attempts[0]?.payload)).variables;
    expect(sent()).toEqual({ model: 'churn', after: null });
    after = '7.2';
    expect(sent()).toEqual({ model: 'churn', after: '7.2' });
  });

  it('asks again after an error and after an end, until stopped', () => {
    const { socket, attempts } = fakeSocket();
    const problems: Problem[] = [];
    const stop = subscribeForever(socket, PredictionsAddedDocument, () => ({ model: 'churn' }), {
      next: () => {},
      problem: (problem) => problems.push(problem),
    });
    attempts[0]?.sink.error([{ message: 'gone', extensions: { code: 'CURSOR_EXPIRED' } }]);
    expect(problems.map((problem) => problem.code)).toEqual(['CURSOR_EXPIRED']);
    vi.advanceTimersByTime(1_000);
    expect(attempts).toHaveLength(2);
    attempts[1]?.sink.complete();
    vi.advanceTimersByTime(1_000);
    expect(attempts).toHaveLength(3);
    stop();
    expect(attempts[2]?.isStopped).toBe(true);
    attempts[2]?.sink.complete();
    vi.advanceTimersByTime(5_000);
    expect(attempts).toHaveLength(3);
  });
});
