import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { measuredFigures } from '../../testing/fixtures.ts';
import { inRoot } from '../../testing/in-root.svelte.ts';
import { PerformanceState } from './performance.svelte.ts';
import { findWindow } from './windows.ts';

describe('PerformanceState', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function open(window: string) {
    const kilter = new FakeKilter({
      Performance: () => ({ performance: { totalPredictions: 1 } }),
      PerformanceSeries: () => ({ performanceSeries: [] }),
      Measured: () => ({
        performance: { measured: measuredFigures(), from: '2026-03-01', to: '2026-03-02' },
      }),
      MeasuredSeries: () => ({ performanceSeries: [] }),
    });
    const state = inRoot(
      () =>
        new PerformanceState(
          kilter,
          () => 'churn',
          () => findWindow(window),
        ),
    );
    await vi.advanceTimersByTimeAsync(10);
    const asked = (name: string) => kilter.requests.filter((request) => request.name === name).length;
    const push = (totalPredictions: number) =>
      kilter.subscriptions[0]?.next({ performanceChanged: { totalPredictions } });
    return { kilter, state, asked, push };
  }

  it('takes figures as they are pushed, and asks for series and measured figures at its own pace', async () => {
    const { kilter, state, asked, push } = await open('24h');
    expect(kilter.subscriptions.map(({ name }) => name)).toEqual(['PerformanceChanged']);
    for (let total = 2; total <= 20; total++) push(total);
    expect(state.current?.totalPredictions).toBe(20);
    await vi.advanceTimersByTimeAsync(5_100);
    for (const name of ['PerformanceSeries', 'Measured', 'MeasuredSeries']) expect(asked(name)).toBe(2);
    expect(asked('Performance')).toBe(1);
  });

  it('is told only that something happened where figures cost much, and then asks for them', async () => {
    const { kilter, state, asked, push } = await open('90d');
    expect(kilter.subscriptions.map(({ name }) => name)).toEqual(['PerformanceNews']);
    push(5);
    expect(state.current?.totalPredictions).toBe(1);
    await vi.advanceTimersByTimeAsync(61_000);
    for (const name of ['Performance', 'PerformanceSeries', 'Measured']) expect(asked(name)).toBe(2);
  });

  it('asks for nothing while nobody looks', async () => {
    const { asked, push } = await open('24h');
    const isVisible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    push(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked('Measured')).toBe(1);
    isVisible.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(10);
    expect(asked('Measured')).toBe(2);
    isVisible.mockRestore();
  });
});
