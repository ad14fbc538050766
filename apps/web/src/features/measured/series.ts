import { humanize } from '../../lib/format/text.ts';
import type { ModelFieldsFragment } from '../../lib/graphql/generated/graphql.ts';
import { aroundRatio, fromZero } from '../overview/series.ts';
import type { MeasuredPoint } from './measured.svelte.ts';

/** Accuracy and recall side by side: the one hardly moves while the other dies. */
export function measuredSeries({
  positiveClass,
  targets,
}: Pick<ModelFieldsFragment, 'positiveClass' | 'targets'>) {
  const positive = positiveClass === null ? null : humanize(positiveClass).toLowerCase();
  return [
    {
      key: 'accuracy',
      title: 'Accuracy',
      note: 'Share of right answers',
      color: '--chart-accuracy',
      target: targets.accuracy,
      pick: (point: MeasuredPoint) => point.accuracy,
      range: aroundRatio,
    },
    {
      key: 'recall',
      title: 'Recall',
      note: positive === null ? 'Mean over the classes' : `Share of “${positive}” found`,
      color: '--chart-recall',
      target: undefined,
      pick: (point: MeasuredPoint) => point.recall,
      range: fromZero(1, 1),
    },
  ];
}
