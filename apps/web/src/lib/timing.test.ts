import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batchPerFrame, throttle } from './timing.ts';

describe('timing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('throttles with a leading and a trailing run', () => {
    const run = vi.fn();
    const throttled = throttle(run, () => 100);
    throttled.call();
    throttled.call();
    throttled.call();
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(500);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('forgets what was waiting when cancelled', () => {
    const run = vi.fn();
    const throttled = throttle(run, () => 100);
    throttled.call();
    throttled.call();
    throttled.cancel();
    vi.advanceTimersByTime(500);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('runs once a frame', () => {
    const run = vi.fn();
    const batch = batchPerFrame(run);
    batch.call();
    batch.call();
    vi.advanceTimersByTime(20);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
