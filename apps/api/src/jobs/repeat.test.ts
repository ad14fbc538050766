import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../logger.ts';
import { every, everySlot, type Repeated } from './repeat.ts';

const log = createLogger('silent');
let runs: number[];
let repeated: Repeated;
beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(1_020_004);
  runs = [];
});
afterEach(async () => {
  await repeated.stop();
  vi.useRealTimers();
});

const job = (run: () => Promise<void> = async () => undefined) => ({
  name: 'test',
  run: () => {
    runs.push(Date.now());
    return run();
  },
});

test('a job runs at once, and then after each interval, also when it fails', async () => {
  repeated = every(
    100,
    job(() => Promise.reject(new Error('no'))),
    log,
  );
  await vi.advanceTimersByTimeAsync(250);
  expect(runs).toEqual([1_020_004, 1_020_104, 1_020_204]);
  await repeated.stop();
  await vi.advanceTimersByTimeAsync(250);
  expect(runs).toHaveLength(3);
});

test('a run that takes longer than the interval is waited for', async () => {
  let finish = (): void => undefined;
  repeated = every(
    100,
    job(() => new Promise((resolve) => (finish = resolve))),
    log,
  );
  await vi.advanceTimersByTimeAsync(450);
  expect(runs).toHaveLength(1);
  let isStopped = false;
  const stopped = repeated.stop().then(() => (isStopped = true));
  await vi.advanceTimersByTimeAsync(1);
  expect(isStopped).toBe(false);
  finish();
  await stopped;
});

describe('in the middle of each slot', () => {
  test.each([
    ['begun at the start of one', 1_020_004, [1_020_004, 1_035_000, 1_065_000, 1_095_000]],
    ['begun before its middle', 1_034_999, [1_034_999, 1_035_000, 1_065_000, 1_095_000]],
    ['begun in the middle', 1_035_000, [1_035_000, 1_065_000, 1_095_000]],
    ['begun at the end', 1_049_999, [1_049_999, 1_065_000, 1_095_000]],
  ])('%s', async (_, startMs, expected) => {
    vi.setSystemTime(startMs);
    repeated = everySlot(30_000, job(), { log, now: Date.now });
    await vi.advanceTimersByTimeAsync(1_100_000 - startMs);
    expect(runs).toEqual(expected);
  });

  test('a timer that is late does not shift the next ones', async () => {
    let lateMs = 0;
    const now = () => Date.now() + lateMs;
    const seen: number[] = [];
    const run = async () => {
      seen.push(now());
    };
    repeated = everySlot(30_000, { name: 'test', run }, { log, now });
    lateMs = 4_000;
    await vi.advanceTimersByTimeAsync(80_000);
    expect(seen).toEqual([1_020_004, 1_039_000, 1_065_000, 1_095_000]);
  });
});
