import { failure, type Failure } from '../errors/error-code.ts';
import { clustersOf } from '../performance/clusters.ts';
import { completeRows, BINARY, classIndex } from '../performance/complete-rows.ts';
import type { Confusion } from '../performance/confusion.ts';
import type { FigureInterval } from '../performance/figure-interval.ts';
import { shareFigure } from '../performance/share-figure.ts';
import { shareInterval } from '../performance/share-interval.ts';
import { ALERT_ROWS, SHOWN_POSITIVES, SHOWN_ROWS } from '../segments/enough-data.ts';
import { shareGap, type ShareGap } from './share-gap.ts';

/**
 * SELECTION_RATE: share of the rows that are answered positive (needs no labels; demographic parity). RECALL: share of
 * the positives that are answered positive (equal opportunity). PRECISION: share of the positive answers that are right
 * (predictive parity).
 */
export const fairnessMeasures = ['SELECTION_RATE', 'RECALL', 'PRECISION'] as const;
export type FairnessMeasure = (typeof fairnessMeasures)[number];

/** One share of one group. */
export interface GroupRate {
  readonly label: string;
  /** Rows that the share is of; for RECALL the positives, for PRECISION the positive answers. */
  readonly of: number;
  readonly hits: number;
  /** 0..1; null without rows. */
  readonly value: number | null;
  readonly interval: FigureInterval | null;
  /** From 100 rows of the group on, labelled ones for RECALL and PRECISION, which also need 10 rows to be a share of. */
  readonly isShown: boolean;
  /** From 300 such rows on. */
  readonly mayAlert: boolean;
}

/** One group against the group of reference. */
export interface GroupGap extends ShareGap {
  readonly label: string;
  /** The interval of the difference does not hold 0, and both groups have enough data to alert. */
  readonly isSure: boolean;
}

export interface MeasureReport {
  readonly measure: FairnessMeasure;
  /** In the order of the labels given. */
  readonly groups: GroupRate[];
  /** The largest group that is shown: what the others are compared with. Null without one. */
  readonly referenceGroup: string | null;
  /** Every other group that is shown. Bounds hold for all of them together (Bonferroni). */
  readonly gaps: GroupGap[];
  /** Largest minus smallest rate of the groups that are shown; null for fewer than two. */
  readonly largestDifference: number | null;
  readonly fourFifths: FourFifths | null;
}

/**
 * The smallest rate of the groups that are shown over the largest: under four fifths is taken for adverse impact (the
 * rule of the US Uniform Guidelines on Employee Selection Procedures 1978, section 4 D, which is about selection rates).
 */
export interface FourFifths {
  readonly lowest: string;
  readonly highest: string;
  readonly ratio: number | null;
  readonly bounds: ShareGap['ratioBounds'];
  /** BELOW: the whole interval is under 0.8; MAYBE_BELOW: the ratio is; NOT_ENOUGH_DATA: it may not alert yet. */
  readonly verdict: 'OK' | 'MAYBE_BELOW' | 'BELOW' | 'NOT_ENOUGH_DATA';
}

export const FOUR_FIFTHS = 0.8;

export interface FairnessReport {
  readonly measures: MeasureReport[];
}

export type FairnessResult = { ok: true; report: FairnessReport } | { ok: false; failure: Failure };

/** Answers in columns. */
export interface GroupedAnswers {
  /** Group of each row, an index into the labels; NaN leaves the row out. */
  readonly groups: ArrayLike<number>;
  /** 1: answered positive, 0: not; NaN leaves the row out. */
  readonly answers: ArrayLike<number>;
  /** 1: positive in truth, 0: not, NaN: not known (the row counts for SELECTION_RATE alone). */
  readonly targets: ArrayLike<number>;
  /** A key a row (subject): where one repeats, intervals count whole keys. Null: rows are independent. */
  readonly keys?: readonly unknown[] | null;
}

/**
 * Gaps between groups of a protected feature. `coverage` is that of all gaps of a measure together, 0.95 by default.
 * BAD_USER_INPUT for what is no group or no 0/1, INSUFFICIENT_DATA without rows.
 */
export function fairnessReport(
  labels: readonly string[],
  { groups, answers, targets, keys = null }: GroupedAnswers,
  coverage = 0.95,
): FairnessResult {
  const complete = completeRows([
    { name: 'groups', values: groups, allowed: classIndex(labels.length) },
    { name: 'answers', values: answers, allowed: BINARY },
  ]);
  if (!complete.ok) return complete;
  const problem = targetProblem(targets, groups.length);
  if (problem !== null) return { ok: false, failure: problem };
  const [group, answer] = complete.columns;
  const target = Float64Array.from(complete.rows, (row) => targets[row]);
  const clusters = keys === null ? null : clustersOf(Array.from(complete.rows, (row) => keys[row]));
  const clusterOf = clusters?.clusterOf ?? null;
  const gapCoverage = simultaneous(coverage, labels.length);
  const rateOf = (measure: FairnessMeasure, label: string, index: number): RatedGroup => {
    const { counts, hits } = rowTests(measure, answer, target);
    const isCounted = (row: number) => group[row] === index && counts(row);
    const share = { rows: group.length, isCounted, isHit: hits, clusterOf };
    const tally = { hits: 0, of: 0, enough: 0 };
    for (let row = 0; row < group.length; row++) {
      if (group[row] !== index) continue;
      tally.enough += Number(measure === 'SELECTION_RATE' || !Number.isNaN(target[row]));
      if (!counts(row)) continue;
      tally.of++;
      tally.hits += Number(hits(row));
    }
    return {
      rate: groupRate(measure, label, tally, shareFigure({ ...share, coverage }).interval),
      wide: shareFigure({ ...share, coverage: gapCoverage }).interval,
    };
  };
  return { ok: true, report: reportOf(labels, rateOf) };
}

/** What is stored of one group: answers, and labelled ones by truth. */
export interface GroupCounts {
  readonly label: string;
  readonly answered: number;
  readonly answeredPositive: number;
  /** Of the labelled answers. */
  readonly confusion: Confusion;
}

/** The same from counts; rows count as independent. */
export function fairnessReportOfCounts(groups: readonly GroupCounts[], coverage = 0.95): FairnessResult {
  if (groups.every(({ answered }) => answered === 0)) {
    return { ok: false, failure: failure('INSUFFICIENT_DATA', 'no group has answers') };
  }
  const gapCoverage = simultaneous(coverage, groups.length);
  const rateOf = (measure: FairnessMeasure, label: string, index: number): RatedGroup => {
    const tally = tallyOf(measure, groups[index]);
    const share = { ...tally, variance: null, clusters: tally.of };
    return {
      rate: groupRate(measure, label, tally, shareInterval(share, coverage)),
      wide: shareInterval(share, gapCoverage),
    };
  };
  const labels = groups.map(({ label }) => label);
  return { ok: true, report: reportOf(labels, rateOf) };
}

function targetProblem(targets: ArrayLike<number>, rows: number): Failure | null {
  const isFine = (value: number) => Number.isNaN(value) || value === 0 || value === 1;
  if (targets.length === rows && Array.from(targets).every(isFine)) return null;
  return failure('BAD_USER_INPUT', 'targets must be 0, 1 or NaN, one a row', 'targets');
}

/** Coverage of each gap so that those of all groups but one hold together. */
function simultaneous(coverage: number, groups: number): number {
  return 1 - (1 - coverage) / Math.max(1, groups - 1);
}

interface RowTests {
  readonly counts: (row: number) => boolean;
  readonly hits: (row: number) => boolean;
}

function rowTests(measure: FairnessMeasure, answers: Float64Array, targets: Float64Array): RowTests {
  const isAnswered = (row: number) => answers[row] === 1;
  const isPositive = (row: number) => targets[row] === 1;
  switch (measure) {
    case 'SELECTION_RATE':
      return { counts: () => true, hits: isAnswered };
    case 'RECALL':
      return { counts: isPositive, hits: isAnswered };
    case 'PRECISION':
      return { counts: (row) => isAnswered(row) && !Number.isNaN(targets[row]), hits: isPositive };
  }
}

interface Tally {
  readonly hits: number;
  /** Rows that the share is of. */
  readonly of: number;
  /** Rows of the group by which enough data is judged. */
  readonly enough: number;
}

function tallyOf(measure: FairnessMeasure, { answered, answeredPositive, confusion }: GroupCounts): Tally {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion;
  const enough = truePositives + falsePositives + falseNegatives + trueNegatives;
  switch (measure) {
    case 'SELECTION_RATE':
      return { hits: answeredPositive, of: answered, enough: answered };
    case 'RECALL':
      return { hits: truePositives, of: truePositives + falseNegatives, enough };
    case 'PRECISION':
      return { hits: truePositives, of: truePositives + falsePositives, enough };
  }
}

/** A rate, and its interval at the coverage that gaps need. */
interface RatedGroup {
  readonly rate: GroupRate;
  readonly wide: FigureInterval | null;
}

function groupRate(
  measure: FairnessMeasure,
  label: string,
  { hits, of, enough }: Tally,
  interval: FigureInterval | null,
): GroupRate {
  const isShown = enough >= SHOWN_ROWS && (measure === 'SELECTION_RATE' || of >= SHOWN_POSITIVES);
  const value = of > 0 ? hits / of : null;
  return { label, of, hits, value, interval, isShown, mayAlert: isShown && enough >= ALERT_ROWS };
}

type RateOf = (measure: FairnessMeasure, label: string, index: number) => RatedGroup;

function reportOf(labels: readonly string[], rateOf: RateOf): FairnessReport {
  const measures = fairnessMeasures.map((measure) => {
    const rated = labels.map((label, index) => rateOf(measure, label, index));
    return { measure, groups: rated.map(({ rate }) => rate), ...compareGroups(rated) };
  });
  return { measures };
}

/** A group that is shown, with the bounds that its gaps need. */
interface ComparableGroup {
  readonly rate: GroupRate;
  readonly share: { readonly value: number; readonly lower: number; readonly upper: number };
}

function compareGroups(
  rated: readonly RatedGroup[],
): Pick<MeasureReport, 'referenceGroup' | 'gaps' | 'largestDifference' | 'fourFifths'> {
  const shown = rated.flatMap(({ rate, wide }): ComparableGroup[] =>
    rate.isShown && rate.value !== null && wide !== null
      ? [{ rate, share: { value: rate.value, lower: wide.lower, upper: wide.upper } }]
      : [],
  );
  if (shown.length < 2) {
    return {
      referenceGroup: shown.at(0)?.rate.label ?? null,
      gaps: [],
      largestDifference: null,
      fourFifths: null,
    };
  }
  const reference = shown.reduce((largest, group) => (group.rate.of > largest.rate.of ? group : largest));
  const ascending = [...shown].sort((a, b) => a.share.value - b.share.value);
  const [lowest, highest] = [ascending[0], ascending[ascending.length - 1]];
  return {
    referenceGroup: reference.rate.label,
    gaps: shown.filter((group) => group !== reference).map((group) => gapOf(group, reference)),
    largestDifference: highest.share.value - lowest.share.value,
    fourFifths: fourFifths(lowest, highest),
  };
}

function gapOf(group: ComparableGroup, reference: ComparableGroup): GroupGap {
  const gap = shareGap(group.share, reference.share);
  const { lower, upper } = gap.differenceBounds;
  const isSure = (lower > 0 || upper < 0) && group.rate.mayAlert && reference.rate.mayAlert;
  return { label: group.rate.label, ...gap, isSure };
}

function fourFifths(lowest: ComparableGroup, highest: ComparableGroup): FourFifths {
  const { ratio, ratioBounds } = shareGap(lowest.share, highest.share);
  const isBelow = ratio !== null && ratio < FOUR_FIFTHS;
  const isSurelyBelow = isBelow && ratioBounds.upper !== null && ratioBounds.upper < FOUR_FIFTHS;
  const isEnough = lowest.rate.mayAlert && highest.rate.mayAlert;
  const verdict = !isEnough ? 'NOT_ENOUGH_DATA' : isSurelyBelow ? 'BELOW' : isBelow ? 'MAYBE_BELOW' : 'OK';
  return { lowest: lowest.rate.label, highest: highest.rate.label, ratio, bounds: ratioBounds, verdict };
}
