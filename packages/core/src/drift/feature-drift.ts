import { benjaminiHochbergAdjusted } from '../statistics/benjamini-hochberg.ts';
import { kolmogorovUpperTail } from '../statistics/kolmogorov-limit.ts';
import { createRandom } from '../training/random.ts';
import { chiSquareContingency } from './chi-square.ts';
import type { ColumnKind, KilterMethod } from './drift-result.ts';
import { jensenShannonDistance } from './jensen-shannon.ts';
import { kolmogorovDistance } from './kolmogorov-smirnov.ts';
import { effectiveRows, limitAt, nullLimit, type NullLimits } from './null-limits.ts';
import { pairCounts, type PairedCounts } from './paired-counts.ts';
import { binsOfReference, countInReferenceBins, type ReferenceBins } from './reference-bins.ts';
import { rowsOf, type ValueCounts } from './value-counts.ts';
import { normedWasserstein } from './wasserstein.ts';

/** Fewer rows in the window, missing values included, give no verdict. */
export const ENOUGH_ROWS = 300;
/** And so do fewer values. */
const ENOUGH_VALUES = 100;
/** A change below this is too small to matter, however certain: of either statistic. */
export const LEAST_EFFECT = 0.1;
/** Share of wrong ones that is accepted among the features called drifted (Benjamini and Hochberg 1995). */
export const FALSE_DISCOVERY_RATE = 0.05;

export interface DriftColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** How far the column moves by chance; from reference.json. Null: found anew, in some 3 ms. */
  readonly limits: NullLimits | null;
  /** Left out: JENSEN_SHANNON. Of categories it is always that. */
  readonly method?: KilterMethod;
}

export type DriftVerdict = 'DRIFTED' | 'STABLE' | 'NOT_ENOUGH_DATA';

/** How far a column has moved, and whether that is news. */
export interface ColumnDrift {
  readonly name: string;
  readonly method: KilterMethod;
  readonly dialect: 'KILTER';
  /** 0 or more; null without values on a side. */
  readonly statistic: number | null;
  /** What chance alone exceeds once in a thousand windows of so many values; null with the statistic. */
  readonly limit: number | null;
  /** What has to be exceeded: the limit or the least effect, whichever is greater; null with the statistic. */
  readonly threshold: number | null;
  /** Shown; it decides only through `adjustedPValue`. Null with the statistic. */
  readonly pValue: number | null;
  /** Adjusted for the number of columns that were judged; null for those that were not. */
  readonly adjustedPValue: number | null;
  /** Normed Wasserstein distance, for a person to read: how many standard deviations the average row has moved. */
  readonly wasserstein: number | null;
  /** Current rows, and those of them that have a value. */
  readonly rows: number;
  readonly values: number;
  readonly verdict: DriftVerdict;
  readonly drifted: boolean;
}

/** One column over two samples. */
export interface DriftSamples {
  /** What the model was trained on: it fixes the bins and the limits. */
  readonly reference: ValueCounts;
  /** What the current rows are compared with, e.g. the same hours of earlier weeks; null: the reference. */
  readonly baseline: ValueCounts | null;
  readonly current: ValueCounts;
}

/**
 * Kilter's verdicts on the columns of one model: drifted when there are 300 rows (and 100 values), the statistic is
 * over its limit at so many values, over the least effect, and its p-value, adjusted over the columns, at most 0.05.
 */
export function judgeColumns(measured: readonly MeasuredColumn[]): ColumnDrift[] {
  const judged = measured.filter(
    ({ rows, values, figures }) => figures !== null && rows >= ENOUGH_ROWS && values >= ENOUGH_VALUES,
  );
  const adjusted = benjaminiHochbergAdjusted(judged.map(({ figures }) => figures?.pValue ?? 1));
  const pValues = new Map(judged.map((column, i) => [column, adjusted[i]]));
  return measured.map((column) => verdictOf(column, pValues.get(column) ?? null));
}

interface Figures {
  statistic: number;
  limit: number;
  pValue: number;
}

/** A column's figures before the verdict, which depends on the other columns too. */
export interface MeasuredColumn {
  name: string;
  method: KilterMethod;
  rows: number;
  values: number;
  /** Null without values on a side. */
  figures: Figures | null;
  wasserstein: number | null;
}

export function measureColumn(
  column: DriftColumn,
  { reference, baseline, current }: DriftSamples,
): MeasuredColumn {
  const { name, kind } = column;
  const method = kind === 'CATEGORICAL' ? 'JENSEN_SHANNON' : (column.method ?? 'JENSEN_SHANNON');
  const before = baseline ?? reference;
  const values = rowsOf(current);
  const rows = values + current.missing;
  const size = effectiveRows(rowsOf(before), values);
  const wasserstein = kind === 'NUMERIC' ? normedWasserstein(before, current) : null;
  const measured = { name, method, rows, values, figures: null, wasserstein };
  if (!(size > 0) || rowsOf(reference) === 0) return measured;
  if (method === 'WASSERSTEIN' && wasserstein === null) return measured;
  const moved =
    method === 'WASSERSTEIN'
      ? { statistic: wasserstein ?? 0, pValue: gapPValue(pairCounts(before, current), size) }
      : byBins(binsOfReference(kind, reference), before, current);
  const limit = chanceLimit(column, method, reference, size);
  return { ...measured, figures: { ...moved, limit } };
}

/** Of Kolmogorov and Smirnov, in the limit of many rows. */
function gapPValue(pair: PairedCounts, size: number): number {
  return kolmogorovUpperTail(Math.sqrt(size) * (kolmogorovDistance(pair) ?? 0));
}

function byBins(bins: ReferenceBins, before: ValueCounts, current: ValueCounts) {
  const then = countInReferenceBins(bins, before);
  const now = countInReferenceBins(bins, current);
  return {
    statistic: jensenShannonDistance(then, now, 'TWO') ?? 0,
    pValue: chiSquareContingency(then, now)?.pValue ?? 1,
  };
}

/** Any: limits that are found anew are the same each time. */
const LIMIT_SEED = 1;

function chanceLimit(
  { kind, limits }: DriftColumn,
  method: KilterMethod,
  reference: ValueCounts,
  size: number,
): number {
  const known = method === 'WASSERSTEIN' ? limits?.wasserstein : limits?.jensenShannon;
  return limits && known
    ? limitAt(limits.rows, known, size)
    : nullLimit(method, kind, reference, size, createRandom(LIMIT_SEED));
}

function verdictOf({ figures, ...column }: MeasuredColumn, adjustedPValue: number | null): ColumnDrift {
  const threshold = figures && Math.max(figures.limit, LEAST_EFFECT);
  const isOver = figures !== null && figures.statistic > figures.limit && figures.statistic >= LEAST_EFFECT;
  const drifted = isOver && adjustedPValue !== null && adjustedPValue <= FALSE_DISCOVERY_RATE;
  return {
    ...column,
    dialect: 'KILTER',
    statistic: figures?.statistic ?? null,
    limit: figures?.limit ?? null,
    threshold,
    pValue: figures?.pValue ?? null,
    adjustedPValue,
    verdict: adjustedPValue === null ? 'NOT_ENOUGH_DATA' : drifted ? 'DRIFTED' : 'STABLE',
    drifted,
  };
}
