import { formatSpan } from '../../lib/format/times.ts';
import type { DegradationQuery, DegradationSpanFragment } from '../../lib/graphql/generated/graphql.ts';

type Degradation = DegradationQuery['degradation'];
type Issue = Degradation['issues'][number];

const dayMs = 86_400_000;
const days = ({ from, to }: DegradationSpanFragment) =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** Which time is compared with which: "the last 24 hours against the 7 days before". */
export function comparedWords({ recent, baseline }: Pick<Degradation, 'recent' | 'baseline'>): string {
  const recently = days(recent) === 1 ? '24 hours' : `${days(recent)} days`;
  return `the last ${recently} against the ${days(baseline)} days before`;
}

/** The windows of an issue, where they are not those of the whole comparison: labels come later than answers. */
export function issueWindowWords({ recent }: Pick<Degradation, 'recent'>, issue: Issue): string | null {
  const { recentWindow, baselineWindow } = issue;
  if (recentWindow.from === recent.from && recentWindow.to === recent.to) return null;
  const span = ({ from, to }: Issue['recentWindow']) => formatSpan(from, to);
  return `Predictions of ${span(recentWindow)}, against ${span(baselineWindow)}`;
}

/** "p 0.003"; tiny ones as a bound. */
export const pValueWords = (pValue: number): string =>
  pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toPrecision(1)}`;
