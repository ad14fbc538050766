import type { Grid } from '../../lib/charts/grid.ts';
import { formatMs, formatNumber, formatPercent } from '../../lib/format/numbers.ts';
import { humanize } from '../../lib/format/text.ts';
import type { ModelFieldsFragment, PerformanceSeriesQuery } from '../../lib/graphql/generated/graphql.ts';

export type Point = PerformanceSeriesQuery['performanceSeries'][number];

export interface SeriesDefinition {
  key: string;
  title: string;
  note: string;
  color: string;
  target?: number;
  values: (grid: Grid<Point>, bucketSeconds: number) => (number | null)[];
  format: (value: number) => string;
  range: (lowest: number, highest: number) => [number, number];
}

/** A bucket that has hardly begun says too little: one prediction would be a churn rate of 0 or 100 %. */
const isEnough = (covered: number, bucketSeconds: number) => covered >= 0.2 * bucketSeconds;

/** Predictions a minute. An empty bucket is a true zero; the first and the running one are scaled to what they cover. */
export const throughput: SeriesDefinition['values'] = (grid, bucketSeconds) =>
  grid.points.map((point, index) => {
    const covered = grid.covered[index] ?? 0;
    return isEnough(covered, bucketSeconds) ? ((point?.predictions ?? 0) * 60) / covered : null;
  });

const of =
  (pick: (point: Point) => number | null): SeriesDefinition['values'] =>
  (grid, bucketSeconds) =>
    grid.points.map((point, index) =>
      point && isEnough(grid.covered[index] ?? 0, bucketSeconds) ? pick(point) : null,
    );

/** `empty` is the top of an axis without values, `most` the highest that can be. */
export const fromZero =
  (empty: number, most = Infinity): SeriesDefinition['range'] =>
  (_lowest, highest) => [0, highest > 0 ? Math.min(most, highest * 1.15) : empty];

/** A ratio close to its values, so that small moves are seen; never outside 0..1. */
export const aroundRatio: SeriesDefinition['range'] = (lowest, highest) => {
  const margin = Math.max(0.02, (highest - lowest) * 0.15);
  return [Math.max(0, lowest - margin), Math.min(1, highest + margin)];
};

export function seriesOf(
  model: Pick<ModelFieldsFragment, 'positiveClass' | 'targets' | 'task'>,
): SeriesDefinition[] {
  const all: SeriesDefinition[] = [
    {
      key: 'throughput',
      title: 'Throughput',
      note: 'Predictions a minute',
      color: '--chart-throughput',
      values: throughput,
      format: formatNumber,
      range: fromZero(1),
    },
    {
      key: 'latency',
      title: 'Response time, p95',
      note: '95 % of answers are faster',
      color: '--chart-latency',
      values: of((point) => point.responseTimeP95Ms),
      format: formatMs,
      range: fromZero(10),
    },
    {
      key: 'confidence',
      title: 'Confidence',
      note: 'Average probability of the answered label',
      color: '--chart-confidence',
      target: model.targets.confidence,
      values: of((point) => point.averageConfidence),
      format: formatPercent,
      range: aroundRatio,
    },
  ];
  if (model.positiveClass) {
    all.push({
      key: 'positive',
      title: `${humanize(model.positiveClass)} rate`,
      note: `Share of answers that say ${humanize(model.positiveClass).toLowerCase()}`,
      color: '--chart-positive',
      values: of((point) => point.positiveRate),
      format: formatPercent,
      range: fromZero(0.1, 1),
    });
  }
  return model.task === 'REGRESSION' ? all.filter((each) => each.key !== 'confidence') : all;
}
