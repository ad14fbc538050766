import { failure, type Failure } from '../errors/error-code.ts';
import { BINARY, completeRows, PROBABILITY } from '../performance/complete-rows.ts';
import { clustersOf } from '../performance/clusters.ts';
import { holmAdjusted } from '../statistics/holm.ts';
import { createRandom, shuffle } from '../training/random.ts';
import { contrast, slicePValue, type BadnessSums, type SliceContrast } from './compare-slice.ts';
import { ALERT_ROWS, SHOWN_ROWS } from './enough-data.ts';
import type { SegmentCoding } from './segment-coding.ts';
import { metricValue, rowBadness, type SliceAnswers, type SliceMetric } from './slice-metric.ts';

export interface SliceSearchOptions {
  readonly metric: SliceMetric;
  readonly seed: number;
  /** A key a row (subject, group): rows of one key stay in one half, and tests count whole keys. Null: independent. */
  readonly keys?: readonly unknown[] | null;
  /** Chance of reporting even one slice where all are alike, 0.05 by default. */
  readonly level?: number;
  /** Rows of a slice, both halves together, 100 by default; of those that the metric looks at, 20 in each half. */
  readonly leastRows?: number;
  /** Conditions that a slice has at most, 2 by default. */
  readonly depth?: 1 | 2;
  /** Least difference from all other rows, in standard deviations of a row's badness; 0.15 by default. */
  readonly leastEffect?: number;
}

/** Rows for which all of these hold; one or two of them. */
export interface SliceCondition {
  readonly feature: string;
  readonly label: string;
}

/** A part of the rows in which the model is worse, found on one half of the rows and confirmed on the other. */
export interface WorstSlice {
  readonly conditions: readonly SliceCondition[];
  /** Labelled rows in the slice, both halves together. */
  readonly rows: number;
  /** The metric in the slice and outside of it, on the confirming half: not made better by having been searched for. */
  readonly value: number;
  readonly elsewhere: number;
  /** Rows that these two rest on. */
  readonly countedRows: number;
  /** Difference in standard deviations of a row's badness, on the confirming half. */
  readonly effect: number;
  /** One-sided, adjusted for all slices that were put to the test (Holm 1979). */
  readonly pValue: number;
  /** From 300 labelled rows on. */
  readonly mayAlert: boolean;
}

export interface SliceSearch {
  readonly metric: SliceMetric;
  /** Of all labelled rows that the metric looks at; null without any. */
  readonly overall: number | null;
  /** Labelled rows. */
  readonly rows: number;
  /** Slices that were large enough to be looked at. */
  readonly examined: number;
  /** Of those, how many looked bad on the first half and were put to the test on the second. */
  readonly tested: number;
  /** Confirmed ones, the largest difference first. */
  readonly slices: WorstSlice[];
}

export type SliceSearchResult = { ok: true; search: SliceSearch } | { ok: false; failure: Failure };

const LEAST_COUNTED = 20;
const MOST_TESTED = 10;
/** On the first half a slice must stand out at least so far to be put to the test. */
const LEAST_Z = 2;
/** Of two slices that share so much of their rows, the one that stands out less is not tested. */
const MOST_OVERLAP = 0.6;

/**
 * Searches for the slices of one and two features in which a binary model is worst. `columns` are the features' values
 * as the codec encodes them (NaN missing), in the order of `codings`. BAD_USER_INPUT for what is no target or
 * probability, INSUFFICIENT_DATA under 300 labelled rows, or under 20 in a half that the metric looks at.
 */
export function findWorstSlices(
  codings: readonly SegmentCoding[],
  columns: readonly ArrayLike<number>[],
  answers: SliceAnswers,
  options: SliceSearchOptions,
): SliceSearchResult {
  const complete = completeRows([
    { name: 'targets', values: answers.targets, allowed: BINARY },
    { name: 'probabilities', values: answers.probabilities, allowed: PROBABILITY },
  ]);
  if (!complete.ok) return complete;
  const {
    rows,
    columns: [targets, probabilities],
  } = complete;
  if (rows.length < ALERT_ROWS) return insufficient(`needs ${ALERT_ROWS} labelled rows`);
  const { keys = null } = options;
  const labelled: LabelledRows = {
    codes: codings.map(({ codeOf }, i) => Int32Array.from(rows, (row) => codeOf(columns[i][row]))),
    ...rowBadness(options.metric, { targets, probabilities, threshold: answers.threshold }),
    clusterOf: keys === null ? null : (clustersOf(Array.from(rows, (row) => keys[row]))?.clusterOf ?? null),
  };
  const halves = splitRows(labelled, options.seed);
  if (halves.some((half) => countedRows(half) < LEAST_COUNTED)) {
    return insufficient(`${options.metric} looks at fewer than ${LEAST_COUNTED} rows of a half`);
  }
  return { ok: true, search: searchSlices(codings, labelled, halves, options) };
}

function insufficient(message: string): SliceSearchResult {
  return { ok: false, failure: failure('INSUFFICIENT_DATA', message) };
}

interface LabelledRows {
  /** Segment of each row, one array a feature. */
  readonly codes: readonly Int32Array[];
  readonly badness: Float64Array;
  readonly isShare: boolean;
  readonly clusterOf: Int32Array | null;
}

const countedRows = ({ badness }: LabelledRows) => badness.filter((bad) => !Number.isNaN(bad)).length;

/** Two halves of the rows at random, clusters kept together. */
function splitRows(rows: LabelledRows, seed: number): [LabelledRows, LabelledRows] {
  const { clusterOf, badness } = rows;
  const units = clusterOf ?? Int32Array.from(badness.keys());
  const order = Int32Array.from(
    { length: units.reduce((most, unit) => Math.max(most, unit), -1) + 1 },
    (_, i) => i,
  );
  shuffle(order, createRandom(seed));
  const isFirst = Uint8Array.from(units, (unit) => Number(order[unit] % 2 === 0));
  const take = (half: number): LabelledRows => ({
    codes: rows.codes.map((codes) => codes.filter((_, row) => isFirst[row] === half)),
    badness: badness.filter((_, row) => isFirst[row] === half),
    isShare: rows.isShare,
    clusterOf: clusterOf && clusterOf.filter((_, row) => isFirst[row] === half),
  });
  return [take(1), take(0)];
}

/** One or two (feature, segment) pairs, as indices. */
type Slice = readonly { readonly feature: number; readonly code: number }[];

interface Candidate {
  readonly slice: Slice;
  readonly contrast: SliceContrast;
}

function searchSlices(
  codings: readonly SegmentCoding[],
  labelled: LabelledRows,
  [first, second]: readonly [LabelledRows, LabelledRows],
  { metric, level = 0.05, leastRows = SHOWN_ROWS, leastEffect = 0.15, depth = 2 }: SliceSearchOptions,
): SliceSearch {
  const { candidates, examined } = lookThrough(first, leastRows / 2, leastEffect, depth);
  const chosen = withoutOverlap(candidates, first).filter(
    ({ slice }) => sumsOf(second, slice).rows >= LEAST_COUNTED && rowsIn(second, slice) >= leastRows / 2,
  );
  const tests = chosen.map(({ slice }) => testSlice(second, slice));
  const adjusted = holmAdjusted(tests.map(({ pValue }) => pValue));
  const all = totalOf(labelled);
  const value = (sums: BadnessSums) => metricValue(sums.sum / sums.rows, labelled.isShare);
  const slices = chosen.flatMap(({ slice }, i): WorstSlice[] => {
    const { contrast: confirmed } = tests[i];
    if (adjusted[i] > level || confirmed.effect < leastEffect) return [];
    const rows = rowsIn(labelled, slice);
    return [
      {
        conditions: slice.map(({ feature, code }) => ({
          feature: codings[feature].feature,
          label: codings[feature].labels[code],
        })),
        rows,
        value: value(confirmed.inside),
        elsewhere: value(confirmed.outside),
        countedRows: confirmed.inside.rows,
        effect: confirmed.effect,
        pValue: adjusted[i],
        mayAlert: rows >= ALERT_ROWS,
      },
    ];
  });
  return {
    metric,
    overall: all.rows > 0 ? value(all) : null,
    rows: labelled.badness.length,
    examined,
    tested: chosen.length,
    slices: slices.sort((a, b) => b.effect - a.effect),
  };
}

/** All slices of one and, unless `depth` is 1, two features that are large enough and stand out, the furthest first. */
function lookThrough(
  half: LabelledRows,
  leastRows: number,
  leastEffect: number,
  depth: 1 | 2,
): { candidates: Candidate[]; examined: number } {
  const all = totalOf(half);
  const codes = half.codes.map((column) => keepFrequent(column, leastRows));
  const singles = codes.map((column) => tabulate(half.badness, column.codes, column.count));
  const candidates: Candidate[] = [];
  let examined = 0;
  const consider = (slice: Slice, sums: SliceSums, parents: readonly SliceSums[]) => {
    if (sums.all < leastRows || sums.rows < LEAST_COUNTED || all.rows - sums.rows < LEAST_COUNTED) return;
    examined++;
    const found = contrast(all, sums);
    if (found.effect < leastEffect || found.z < LEAST_Z) return;
    // Two conditions must say more than either by itself.
    if (parents.some((parent) => contrast(parent, sums).z < LEAST_Z)) return;
    candidates.push({ slice, contrast: found });
  };
  codes.forEach(({ original }, feature) => {
    singles[feature].forEach((sums, code) => consider([{ feature, code: original[code] }], sums, []));
    for (let other = feature + 1; depth > 1 && other < codes.length; other++) {
      const width = codes[other].count;
      const both = codes[feature].codes.map((code, row) => {
        const second = codes[other].codes[row];
        return code < 0 || second < 0 ? -1 : code * width + second;
      });
      tabulate(half.badness, both, codes[feature].count * width).forEach((sums, pair) => {
        const [a, b] = [Math.floor(pair / width), pair % width];
        const slice = [
          { feature, code: original[a] },
          { feature: other, code: codes[other].original[b] },
        ];
        consider(slice, sums, [singles[feature][a], singles[other][b]]);
      });
    }
  });
  candidates.sort((a, b) => b.contrast.z - a.contrast.z);
  return { candidates, examined };
}

/** Numbers the segments with enough rows anew, from 0; rows of others get -1. */
function keepFrequent(
  codes: Int32Array,
  leastRows: number,
): { codes: Int32Array; original: number[]; count: number } {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const original = [...counts.keys()]
    .filter((code) => (counts.get(code) ?? 0) >= leastRows)
    .sort((a, b) => a - b);
  const numbers = new Map(original.map((code, number) => [code, number]));
  return { codes: codes.map((code) => numbers.get(code) ?? -1), original, count: original.length };
}

interface SliceSums extends BadnessSums {
  /** Labelled rows, those that the metric does not look at included. */
  all: number;
}

function tabulate(badness: Float64Array, codes: Int32Array, count: number): SliceSums[] {
  const sums = Array.from({ length: count }, () => ({ all: 0, rows: 0, sum: 0, squares: 0 }));
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] < 0) continue;
    const slice = sums[codes[row]];
    slice.all++;
    addBadness(slice, badness[row]);
  }
  return sums;
}

function addBadness(sums: BadnessSums, badness: number): void {
  if (Number.isNaN(badness)) return;
  sums.rows++;
  sums.sum += badness;
  sums.squares += badness * badness;
}

function totalOf({ badness }: LabelledRows): BadnessSums {
  const sums = { rows: 0, sum: 0, squares: 0 };
  for (const bad of badness) addBadness(sums, bad);
  return sums;
}

function membership({ codes }: LabelledRows, slice: Slice): (row: number) => boolean {
  return (row) => slice.every(({ feature, code }) => codes[feature][row] === code);
}

function rowsIn(rows: LabelledRows, slice: Slice): number {
  const isInside = membership(rows, slice);
  return rows.badness.reduce((count, _, row) => count + Number(isInside(row)), 0);
}

function sumsOf(rows: LabelledRows, slice: Slice): BadnessSums {
  const isInside = membership(rows, slice);
  const sums = { rows: 0, sum: 0, squares: 0 };
  rows.badness.forEach((bad, row) => {
    if (isInside(row)) addBadness(sums, bad);
  });
  return sums;
}

function testSlice(rows: LabelledRows, slice: Slice): { contrast: SliceContrast; pValue: number } {
  const { badness, isShare, clusterOf } = rows;
  const found = contrast(totalOf(rows), sumsOf(rows, slice));
  return {
    contrast: found,
    pValue: slicePValue(badness, membership(rows, slice), found, isShare, clusterOf),
  };
}

/** The first few, each sharing few of its counted rows with those before it. */
function withoutOverlap(candidates: readonly Candidate[], half: LabelledRows): Candidate[] {
  const kept: { candidate: Candidate; isInside: (row: number) => boolean }[] = [];
  for (const candidate of candidates) {
    const isInside = membership(half, candidate.slice);
    if (kept.every((other) => overlap(half.badness, isInside, other.isInside) <= MOST_OVERLAP)) {
      kept.push({ candidate, isInside });
    }
    if (kept.length === MOST_TESTED) break;
  }
  return kept.map(({ candidate }) => candidate);
}

/** Rows in both of the rows in either (Jaccard). */
function overlap(badness: Float64Array, a: (row: number) => boolean, b: (row: number) => boolean): number {
  let both = 0;
  let either = 0;
  badness.forEach((bad, row) => {
    if (Number.isNaN(bad)) return;
    both += Number(a(row) && b(row));
    either += Number(a(row) || b(row));
  });
  return either > 0 ? both / either : 0;
}
