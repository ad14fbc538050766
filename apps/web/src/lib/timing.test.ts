import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batchPerFrame, everyWhileVisible, throttle } from './timing.ts';

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

  it('waits with the first run too, if it is to rest', () => {
    const run = vi.fn();
    const throttled = throttle(run, () => 100);
    throttled.rest();
    throttled.call();
    throttled.rest();
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(run).toHaveBeenCalledTimes(1);
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

  it('repeats while the page is looked at', () => {
    const run = vi.fn();
    const isVisible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const stop = everyWhileVisible(run, 100);
    vi.advanceTimersByTime(100);
    expect(run).not.toHaveBeenCalled();
    isVisible.mockReturnValue('visible');
    vi.advanceTimersByTime(200);
    expect(run).toHaveBeenCalledTimes(2);
    stop();
    vi.advanceTimersByTime(200);
    expect(run).toHaveBeenCalledTimes(2);
    isVisible.mockRestore();
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
