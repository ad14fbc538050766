import { formatPercent, plural } from '../../lib/format/numbers.ts';
import { formatSpan } from '../../lib/format/times.ts';
import { humanize } from '../../lib/format/text.ts';
import type {
  LabelAxis,
  MeasuredFiguresFragment,
  ModelFieldsFragment,
} from '../../lib/graphql/generated/graphql.ts';

/** ISO times; the end is not included. */
export interface Span {
  from: string;
  to: string;
}

type LabelWindow = NonNullable<ModelFieldsFragment['outcome']>;

const dayMs = 86_400_000;

/** Whether figures rest on predictions from before the window that was asked for: nothing in it is closed. */
export const isElsewhere = (figures: Span, asked: Span): boolean =>
  Date.parse(figures.to) <= Date.parse(asked.from);

/** Which outcomes count, and what silence means. */
export function labelWindowWords(outcome: LabelWindow | null): string {
  if (outcome === null) return 'Every reported outcome counts, whenever it comes.';
  const { windowDays, graceDays, absentMeans } = outcome;
  const counts = `An outcome within ${plural(windowDays, 'day')} of the prediction counts`;
  if (absentMeans === null) return `${counts}.`;
  const silence = `silence means “${humanize(absentMeans).toLowerCase()}”`;
  return `${counts}; ${silence} after ${plural(graceDays, 'more day', 'more days')}.`;
}

/** When the label window of a prediction and its grace are over, ms. */
export const closesAtMs = (at: string, { windowDays, graceDays }: LabelWindow): number =>
  Date.parse(at) + (windowDays + graceDays) * dayMs;

/** Which predictions the figures rest on: "2,240 labelled predictions of 21 Oct, 10:00 – 22 Oct, 10:00". */
export function basisWords(figures: MeasuredFiguresFragment, axis: LabelAxis, words: string): string {
  const span = formatSpan(figures.from, figures.to);
  if (axis === 'ARRIVAL') {
    return `${plural(figures.labelled, 'label')} that came in the ${words} (${span}), whenever the prediction was.`;
  }
  return `${plural(figures.labelled, 'labelled prediction')} of ${span}.`;
}

/** How much of the window asked for may be judged at all; null by arrival. */
export function maturityWords(
  { maturity, closedThrough }: Pick<MeasuredFiguresFragment, 'maturity' | 'closedThrough'>,
  words: string,
): string | null {
  if (maturity === null) return null;
  const share = formatPercent(maturity);
  return closedThrough === null
    ? `${share} of the predictions of the ${words} have a label.`
    : `${share} of the predictions of the ${words} have a closed label window.`;
}

type Cell = MeasuredFiguresFragment['confusion'][number];

const sum = (cells: readonly Cell[]): number => cells.reduce((total, { count }) => total + count, 0);

/** What shows whether figures are good: what happened, what was answered, and what a model that knows nothing reaches. */
export function confusionFacts(confusion: readonly Cell[], positive: string | null) {
  const total = sum(confusion);
  const happened = (label: string) => sum(confusion.filter(({ actual }) => actual === label));
  const classes = [...new Set(confusion.map(({ actual }) => actual))];
  const commonest = classes.toSorted((a, b) => happened(b) - happened(a))[0];
  if (total === 0 || commonest === undefined) return null;
  return {
    commonest,
    /** The accuracy of always answering the commonest class. */
    commonestShare: happened(commonest) / total,
    ...(positive === null
      ? { positives: null, found: null, told: null }
      : {
          positives: happened(positive),
          found: sum(
            confusion.filter(({ actual, predicted }) => actual === positive && predicted === positive),
          ),
          told: sum(confusion.filter(({ predicted }) => predicted === positive)),
        }),
    total,
  };
}
