import type { PerformanceFiguresFragment } from '../../lib/graphql/generated/graphql.ts';
import {
  PerformanceChangedDocument,
  PerformanceDocument,
  PerformanceNewsDocument,
  PerformanceSeriesDocument,
} from '../../lib/graphql/generated/graphql.ts';
import type { Kilter } from '../../lib/graphql/kilter.ts';
import { follow, LiveQuery } from '../../lib/graphql/live.svelte.ts';
import { throttle } from '../../lib/timing.ts';
import { MeasuredState } from '../measured/measured.svelte.ts';
import type { Point } from './series.ts';
import type { TimeWindow } from './windows.ts';

/** Figures and series of one window, kept live. Made in a component's initialisation. */
export class PerformanceState {
  readonly figures;
  readonly series;
  readonly measured;

  constructor(kilter: Kilter, model: () => string, timeWindow: () => TimeWindow) {
    const variables = () => ({ model: model(), window: timeWindow().input });
    const figures = new LiveQuery(kilter, PerformanceDocument, variables);
    const series = new LiveQuery(kilter, PerformanceSeriesDocument, () => ({
      ...variables(),
      bucket: timeWindow().bucket,
    }));
    const measured = new MeasuredState(kilter, model, timeWindow);
    this.figures = figures;
    this.series = series;
    this.measured = measured;

    let refresh = () => {};
    $effect(() => {
      const { refreshMs, isPushed } = timeWindow();
      const throttled = throttle(
        () => {
          if (!isPushed) figures.refresh();
          series.refresh();
          measured.refresh();
        },
        () => refreshMs,
      );
      // All of it has just been asked for, and a subscription begins with the current state.
      throttled.rest();
      // Nobody sees a hidden page; it catches up when it is looked at.
      refresh = () => {
        if (document.visibilityState === 'visible') throttled.call();
      };
      const everything = () => {
        if (isPushed) figures.refresh();
        refresh();
      };
      // The window moves on although nothing happens.
      const minute = setInterval(everything, 60_000);
      document.addEventListener('visibilitychange', refresh);
      return () => {
        throttled.cancel();
        clearInterval(minute);
        document.removeEventListener('visibilitychange', refresh);
      };
    });

    follow(
      kilter,
      PerformanceChangedDocument,
      () => (timeWindow().isPushed ? variables() : null),
      ({ performanceChanged }) => {
        figures.put({ performance: performanceChanged });
        refresh();
      },
    );
    follow(
      kilter,
      PerformanceNewsDocument,
      () => (timeWindow().isPushed ? null : { model: model() }),
      () => refresh(),
    );
  }

  get current(): PerformanceFiguresFragment | undefined {
    return this.figures.data?.performance;
  }

  get points(): readonly Point[] {
    return this.series.data?.performanceSeries ?? [];
  }
}
