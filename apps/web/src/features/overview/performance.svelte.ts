import type { PerformanceFiguresFragment } from '../../lib/graphql/generated/graphql.ts';
import {
  PerformanceChangedDocument,
  PerformanceDocument,
  PerformanceSeriesDocument,
} from '../../lib/graphql/generated/graphql.ts';
import type { Kilter } from '../../lib/graphql/kilter.ts';
import { follow, LiveQuery } from '../../lib/graphql/live.svelte.ts';
import { throttle } from '../../lib/timing.ts';
import type { Point } from './series.ts';
import type { TimeWindow } from './windows.ts';

/** Figures and series of one window, kept live. Made in a component's initialisation. */
export class PerformanceState {
  readonly figures;
  readonly series;

  constructor(kilter: Kilter, model: () => string, timeWindow: () => TimeWindow) {
    const variables = () => ({ model: model(), window: timeWindow().input });
    const figures = new LiveQuery(kilter, PerformanceDocument, variables);
    const series = new LiveQuery(kilter, PerformanceSeriesDocument, () => ({
      ...variables(),
      bucket: timeWindow().bucket,
    }));
    this.figures = figures;
    this.series = series;

    let refresh = () => {};
    $effect(() => {
      const { refreshMs } = timeWindow();
      const throttled = throttle(
        () => series.refresh(),
        () => refreshMs,
      );
      // Nobody sees a hidden page; it catches up when it is looked at.
      refresh = () => {
        if (document.visibilityState === 'visible') throttled.call();
      };
      const everything = () => {
        figures.refresh();
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

    follow(kilter, PerformanceChangedDocument, variables, ({ performanceChanged }) => {
      const before = figures.data?.performance;
      const isNews = before !== undefined && before.totalPredictions !== performanceChanged.totalPredictions;
      figures.put({ performance: performanceChanged });
      if (isNews) refresh();
    });
  }

  get current(): PerformanceFiguresFragment | undefined {
    return this.figures.data?.performance;
  }

  get points(): readonly Point[] {
    return this.series.data?.performanceSeries ?? [];
  }
}
