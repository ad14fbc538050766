import { failure, type Failure } from '../errors/error-code.ts';
import { createRandom, nextSeed, sampleIndices, type Random } from '../training/random.ts';
import { offsetCandidates, type Offsets } from './offset-candidates.ts';
import { relatedPairs, type RelatedPair } from './relation-pairs.ts';
import { relationThreshold } from './relation-threshold.ts';
import { AgreementCounter } from './row-agreement.ts';
import { codeColumns, type CodedColumn, type RelatedColumn } from './row-codes.ts';
import { RowGroups } from './row-groups.ts';

/** A way in which many rows repeat others. */
export interface RowRelation {
  /** NEAR_COPY: equal but for a few columns. SHIFTED_COPY: with the same number added in some columns as well. */
  readonly kind: 'NEAR_COPY' | 'SHIFTED_COPY';
  /** What is added on the way from the first to the second row of a pair, by index of the column; others: nothing. */
  readonly offsets: readonly { readonly column: number; readonly offset: number }[];
  /** Columns, by index, in which fewer than half of the pairs agree. */
  readonly disagreeing: readonly number[];
  /** Related rows agree in at least so many of the columns that vary. */
  readonly leastAgreeing: number;
  readonly varyingColumns: number;
  readonly pairs: number;
  /** Pairs that agree in all columns. */
  readonly exactPairs: number;
  /** Share of all rows that are in a pair. */
  readonly rowShare: number;
  /** Distances in rows (second row minus first) that at least a tenth of the pairs have, most frequent first. */
  readonly lags: readonly { readonly lag: number; readonly share: number }[];
}

export interface RelatedRows {
  readonly rows: number;
  /** None: rows may be taken as unrelated. */
  readonly relations: RowRelation[];
  /**
   * The group of each row by all relations together, numbered from 0 in order of first appearance; a row that is
   * related to none is alone. A key by which folds keep related rows together.
   */
  readonly groups: Int32Array;
  readonly groupCount: number;
  readonly largestGroup: number;
  /** Share of the rows that are not alone in their group. */
  readonly groupedShare: number;
}

export type RelatedRowsResult = { ok: true; related: RelatedRows } | { ok: false; failure: Failure };

const LEAST_ROWS = 100;
const LEAST_COLUMNS = 4;
/** Rows that are compared with all others: to learn from when on rows are close, and for offsets. */
const ANCHORS = 1000;
const SHIFT_ANCHORS = 400;
const OFFSET_ANCHORS = 128;
const MOST_COMPARISONS = 4e7;
/** A relation of a smaller share of the rows is none worth telling: it changes no figure by much. */
const LEAST_NEAR_SHARE = 0.02;
/** Offsets are looked for among few anchors; a smaller share would be found by luck only. */
const LEAST_SHIFTED_SHARE = 0.05;
const LEAST_LAG_SHARE = 0.1;
const MOST_LAGS = 3;

/**
 * Looks for rows that repeat other rows: nearly equal ones, and copies with constant offsets, wherever they stand.
 * Rows by chance alike, because columns have few values or go together, are not reported (see `relationThreshold`).
 * Missing values agree with missing values. Offsets are found in columns whose values have at most six decimals;
 * copies with noise in more than a quarter of the columns are not found. Seeded; 5,630 rows of 18 columns take less
 * than a second, 100,000 some twenty. Fails with INSUFFICIENT_DATA under 100 rows or 4 columns that vary.
 */
export function findRelatedRows(columns: readonly RelatedColumn[], seed = 1): RelatedRowsResult {
  const rows = columns.at(0)?.values.length ?? 0;
  const coded = rows < LEAST_ROWS ? [] : codeColumns(columns);
  if (coded.length < LEAST_COLUMNS) {
    const message = `needs ${LEAST_ROWS} rows and ${LEAST_COLUMNS} columns that vary`;
    return { ok: false, failure: failure('INSUFFICIENT_DATA', message) };
  }
  const random = createRandom(seed);
  const search = new RelationSearch(coded, random);
  const none = coded.map(() => 0);
  search.tryOffsets(none, LEAST_NEAR_SHARE);
  const anchors = sampleIndices(rows, OFFSET_ANCHORS, random);
  for (const offsets of offsetCandidates(coded, anchors, random)) {
    search.tryOffsets(offsets, LEAST_SHIFTED_SHARE);
  }
  return { ok: true, related: search.result() };
}

/** Takes offsets one by one; pairs that one relation explains are no evidence for the next. */
class RelationSearch {
  readonly #columns: readonly CodedColumn[];
  readonly #rows: number;
  readonly #anchors: Int32Array;
  readonly #shiftAnchors: Int32Array;
  readonly #random: Random;
  readonly #explained = new Set<number>();
  readonly #groups: RowGroups;
  readonly #relations: RowRelation[] = [];

  constructor(columns: readonly CodedColumn[], random: Random) {
    this.#columns = columns;
    this.#rows = columns[0].codes.length;
    this.#random = random;
    const most = Math.floor(MOST_COMPARISONS / this.#rows);
    this.#anchors = sampleIndices(this.#rows, Math.min(ANCHORS, most), random);
    this.#shiftAnchors = sampleIndices(this.#rows, Math.min(SHIFT_ANCHORS, most), random);
    this.#groups = new RowGroups(this.#rows);
  }

  tryOffsets(offsets: Offsets, leastShare: number): void {
    const counter = new AgreementCounter(this.#columns, offsets);
    const isExplained = (from: number, to: number) => this.#explained.has(from * this.#rows + to);
    const anchors = counter.isShifted ? this.#shiftAnchors : this.#anchors;
    const threshold = relationThreshold(this.#columns, counter, anchors, isExplained);
    if (threshold === null || threshold.anchorShare < leastShare / 2) return;
    const random = createRandom(nextSeed(this.#random));
    const pairs = relatedPairs(this.#columns, counter, threshold.leastAgreeing, random).filter(
      ({ from, to }) => !isExplained(from, to),
    );
    const relation = describeRelation(this.#columns, counter, offsets, threshold.leastAgreeing, pairs);
    if (relation.rowShare < leastShare) return;
    this.#relations.push(relation);
    for (const { from, to } of pairs) {
      this.#explained.add(from * this.#rows + to).add(to * this.#rows + from);
      this.#groups.join(from, to);
    }
  }

  result(): RelatedRows {
    const groups = this.#groups.numbers();
    const sizes = new Map<number, number>();
    for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    const alone = [...sizes.values()].filter((size) => size === 1).length;
    return {
      rows: this.#rows,
      relations: this.#relations,
      groups,
      groupCount: sizes.size,
      largestGroup: Math.max(...sizes.values()),
      groupedShare: 1 - alone / this.#rows,
    };
  }
}

function describeRelation(
  columns: readonly CodedColumn[],
  counter: AgreementCounter,
  offsets: Offsets,
  leastAgreeing: number,
  pairs: readonly RelatedPair[],
): RowRelation {
  const agrees = columns.map(({ codes }, c) => {
    const agreeing = pairs.filter(({ from, to }) => codes[to] === counter.wanted[c][from]).length;
    return 2 * agreeing >= pairs.length;
  });
  const lags = commonLags(pairs);
  // Told in the direction in which most second rows come later.
  const sign = (lags.at(0)?.lag ?? 0) < 0 ? -1 : 1;
  const related = new Set(pairs.flatMap(({ from, to }) => [from, to]));
  return {
    kind: offsets.some((offset) => offset !== 0) ? 'SHIFTED_COPY' : 'NEAR_COPY',
    offsets: columns.flatMap(({ index, unit }, c) =>
      agrees[c] && offsets[c] !== 0 ? [{ column: index, offset: sign * offsets[c] * (unit ?? 1) }] : [],
    ),
    disagreeing: columns.flatMap(({ index }, c) => (agrees[c] ? [] : [index])),
    leastAgreeing,
    varyingColumns: columns.length,
    pairs: pairs.length,
    exactPairs: pairs.filter(({ agreeing }) => agreeing === columns.length).length,
    rowShare: related.size / columns[0].codes.length,
    lags: lags.map(({ lag, share }) => ({ lag: sign * lag, share })),
  };
}

function commonLags(pairs: readonly RelatedPair[]): { lag: number; share: number }[] {
  const counts = new Map<number, number>();
  for (const { from, to } of pairs) counts.set(to - from, (counts.get(to - from) ?? 0) + 1);
  return [...counts]
    .map(([lag, count]) => ({ lag, share: count / pairs.length }))
    .filter(({ share }) => share >= LEAST_LAG_SHARE)
    .sort((a, b) => b.share - a.share || a.lag - b.lag)
    .slice(0, MOST_LAGS);
}
