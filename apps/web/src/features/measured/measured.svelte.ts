import {
  MeasuredDocument,
  MeasuredSeriesDocument,
  type LabelAxis,
  type MeasuredFiguresFragment,
  type MeasuredSeriesQuery,
} from '../../lib/graphql/generated/graphql.ts';
import type { Kilter } from '../../lib/graphql/kilter.ts';
import { LiveAnswer } from '../../lib/graphql/live.svelte.ts';
import type { TimeWindow } from '../overview/windows.ts';
import { isElsewhere, type Span } from './cohort.ts';

export type MeasuredPoint = MeasuredSeriesQuery['performanceSeries'][number];

export interface Measured {
  axis: LabelAxis;
  timeWindow: TimeWindow;
  /** The window asked for, as the server cut it. */
  asked: Span;
  /** Null while nothing is labelled. */
  figures: MeasuredFiguresFragment | null;
  /** Of the figures' own time: the window, or the closed cohort that stands in for it. */
  points: readonly MeasuredPoint[];
  span: Span;
}

/** The figures of one window against recorded outcomes, and how they went. Made in a component's initialisation. */
export class MeasuredState {
  axis = $state<LabelAxis>('PREDICTION');
  readonly answer: LiveAnswer<Measured, { model: string; timeWindow: TimeWindow; axis: LabelAxis }>;

  constructor(kilter: Kilter, model: () => string, timeWindow: () => TimeWindow) {
    this.answer = new LiveAnswer(
      kilter,
      (request) => readMeasured(kilter, request.model, request.timeWindow, request.axis),
      () => ({ model: model(), timeWindow: timeWindow(), axis: this.axis }),
    );
  }

  get current(): Measured | undefined {
    return this.answer.data;
  }

  /** What is under way is new enough: in busy times it would never come to an end. */
  refresh(): void {
    if (!this.answer.isLoading) this.answer.refresh();
  }
}

/** Where the figures rest on another time than the window, the points are of that time too. */
async function readMeasured(
  kilter: Kilter,
  model: string,
  timeWindow: TimeWindow,
  axis: LabelAxis,
): Promise<Measured> {
  const { input, measuredBucket } = timeWindow;
  const { performance } = await kilter.query(MeasuredDocument, { model, window: input, labels: axis });
  const asked = { from: performance.from, to: performance.to };
  const figures = performance.measured;
  const span = figures && isElsewhere(figures, asked) ? { from: figures.from, to: figures.to } : asked;
  const common = { axis, timeWindow, asked, figures, span };
  if (figures === null) return { ...common, points: [] };
  const { performanceSeries } = await kilter.query(MeasuredSeriesDocument, {
    model,
    window: span === asked ? input : { range: span },
    bucket: measuredBucket,
    labels: axis,
  });
  return { ...common, points: performanceSeries };
}
