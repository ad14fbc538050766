import type { FlagKind } from '../features/feature-codec.ts';
import type { Feature } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import type { FeatureCounts } from '../quality/feature-counts.ts';
import type { ValueCounts } from '../drift/value-counts.ts';

/**
 * How the values of one feature are counted, fixed by the reference when a version is first seen, so that counts of any two
 * windows can be added and compared.
 *
 * VALUES: each value of the reference exactly, and what lies between two of them, which stands at the middle. GRID: so many
 * equal bins, each value at its bin's middle. Beyond the ends of either lie cells that double in width. CODES: categories
 * by their index. NONE: no values are counted.
 */
export type FeatureCells =
  | { kind: 'VALUES'; values: number[] }
  | { kind: 'GRID'; from: number; to: number; bins: number }
  | { kind: 'CODES'; categories: number }
  | { kind: 'NONE' };

/** Up to so many values of a reference are counted one by one. */
const MOST_VALUES = 2000;
const GRID_BINS = 2000;
/** Without a reference: over the manifest's usual range. */
const BINS_OF_RANGE = 100;

export function cellsOf(
  feature: Feature,
  reference: Reference['features'][string] | undefined,
): FeatureCells {
  if (feature.kind === 'CATEGORICAL') return { kind: 'CODES', categories: feature.categories.length };
  if (reference?.kind !== 'NUMERIC') return cellsOfRange(feature.minimum, feature.maximum);
  const { distribution } = reference;
  if (!('values' in distribution)) {
    const { from, to, counts } = distribution;
    return { kind: 'GRID', from, to, bins: counts.length };
  }
  const { values } = distribution;
  if (values.length === 0) return cellsOfRange(feature.minimum, feature.maximum);
  if (values.length <= MOST_VALUES) return { kind: 'VALUES', values };
  return { kind: 'GRID', from: values[0], to: values[values.length - 1], bins: GRID_BINS };
}

function cellsOfRange(minimum: number | null, maximum: number | null): FeatureCells {
  if (minimum === null || maximum === null || !(maximum > minimum)) return { kind: 'NONE' };
  return { kind: 'GRID', from: minimum, to: maximum, bins: BINS_OF_RANGE };
}

/** Counters of one feature: these, then its cells. */
const MISSING = 0;
const UNSEEN = 1;
const OUT_OF_RANGE = 2;
const NOT_WHOLE = 3;
const KNOWN = 4;
const HEADER = 5;

/** Beyond each end: the first tail cell is as wide as 1/64 of the range, the next twice that; the last is open. */
const TAIL_CELLS = 24;
const FIRST_TAIL_SHARE = 1 / 64;

/** One feature's counters, compiled: slots are counted from the feature's own start. */
export interface FeatureCounter {
  readonly width: number;
  /** Adds one value (NaN: missing or unseen) to the counters that begin at `start`. */
  count(counters: Float64Array, start: number, value: number, flag: FlagKind | undefined): void;
  /** The values counted, as samples: exact for VALUES and CODES that the reference has. */
  values(counters: Float64Array, start: number): ValueCounts;
  /** What data quality is judged by. */
  quality(counters: Float64Array, start: number): FeatureCounts;
}

export function compileFeatureCounter(cells: FeatureCells, feature: Feature): FeatureCounter {
  const grid = compileCells(cells);
  const isWhole = feature.kind === 'NUMERIC' && feature.integer;
  const values = (counters: Float64Array, start: number): ValueCounts => {
    const kept: number[] = [];
    for (let cell = 0; cell < grid.cells; cell++) if (counters[start + HEADER + cell] > 0) kept.push(cell);
    return {
      values: Float64Array.from(kept, grid.valueOf),
      counts: Float64Array.from(kept, (cell) => counters[start + HEADER + cell]),
      missing: counters[start + MISSING] + counters[start + UNSEEN],
    };
  };
  return {
    width: HEADER + grid.cells,
    count: (counters, start, value, flag) => {
      if (Number.isNaN(value)) {
        counters[start + (flag === 'UNSEEN_CATEGORY' ? UNSEEN : MISSING)]++;
        return;
      }
      counters[start + KNOWN]++;
      if (flag === 'OUT_OF_RANGE') counters[start + OUT_OF_RANGE]++;
      if (isWhole && !Number.isInteger(value)) counters[start + NOT_WHOLE]++;
      const cell = grid.cellOf(value);
      if (cell >= 0) counters[start + HEADER + cell]++;
    },
    values,
    quality: (counters, start) => {
      const known = values(counters, start);
      const [missing, unseen] = [counters[start + MISSING], counters[start + UNSEEN]];
      return {
        rows: counters[start + KNOWN] + missing + unseen,
        missing,
        unseen,
        outOfRange: counters[start + OUT_OF_RANGE],
        notWhole: counters[start + NOT_WHOLE],
        least: known.values.at(0) ?? null,
        greatest: known.values.at(-1) ?? null,
      };
    },
  };
}

/** Cells in ascending order of their values. */
interface CompiledCells {
  cells: number;
  /** -1: counted nowhere. */
  cellOf(value: number): number;
  valueOf(cell: number): number;
}

function compileCells(cells: FeatureCells): CompiledCells {
  if (cells.kind === 'NONE') return { cells: 0, cellOf: () => -1, valueOf: () => NaN };
  if (cells.kind === 'CODES') {
    const { categories } = cells;
    const isCode = (value: number) => Number.isInteger(value) && value >= 0 && value < categories;
    return { cells: categories, cellOf: (value) => (isCode(value) ? value : -1), valueOf: (cell) => cell };
  }
  return cells.kind === 'VALUES' ? withTails(exactCells(cells.values)) : withTails(equalCells(cells));
}

interface InnerCells extends CompiledCells {
  from: number;
  to: number;
}

/** Whole numbers up to so many apart are looked up instead of searched for. */
const MOST_LOOKED_UP = 4096;

/** Cell 2i: the value i; cell 2i + 1: what lies between it and the next. */
function exactCells(values: readonly number[]): InnerCells {
  const search = searchedCells(values);
  const { from, to, cellOf } = search;
  if (!Number.isInteger(from) || to - from > MOST_LOOKED_UP) return search;
  const table = Int32Array.from({ length: Math.floor(to - from) + 1 }, (_, i) => cellOf(from + i));
  return {
    ...search,
    cellOf: (value) => (Number.isInteger(value) ? table[value - from] : cellOf(value)),
  };
}

function searchedCells(values: readonly number[]): InnerCells {
  const sorted = Float64Array.from(values);
  const last = sorted.length - 1;
  return {
    from: sorted[0],
    to: sorted[last],
    cells: 2 * last + 1,
    cellOf: (value) => {
      let [low, high] = [0, last];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (sorted[middle] <= value) low = middle;
        else high = middle - 1;
      }
      return 2 * low + (sorted[low] === value ? 0 : 1);
    },
    valueOf: (cell) => {
      const below = sorted[cell >> 1];
      return cell % 2 === 0 ? below : (below + sorted[(cell >> 1) + 1]) / 2;
    },
  };
}

function equalCells({ from, to, bins }: { from: number; to: number; bins: number }): InnerCells {
  const width = (to - from) / bins;
  return {
    from,
    to,
    cells: bins,
    cellOf: (value) => Math.min(bins - 1, Math.floor((value - from) / width)),
    valueOf: (cell) => from + (cell + 0.5) * width,
  };
}

/** Tail cell i reaches from (2^i - 1) to (2^(i+1) - 1) first widths beyond an end, and stands at its middle. */
function withTails({ from, to, cells, cellOf, valueOf }: InnerCells): CompiledCells {
  const first = (to > from ? to - from : Math.max(1, Math.abs(from))) * FIRST_TAIL_SHARE;
  const tailOf = (beyond: number) => Math.min(TAIL_CELLS - 1, Math.floor(Math.log2(beyond / first + 1)));
  const beyondOf = (tail: number) => first * (1.5 * 2 ** tail - 1);
  return {
    cells: cells + 2 * TAIL_CELLS,
    cellOf: (value) => {
      if (value < from) return TAIL_CELLS - 1 - tailOf(from - value);
      if (value > to) return TAIL_CELLS + cells + tailOf(value - to);
      return TAIL_CELLS + cellOf(value);
    },
    valueOf: (cell) => {
      if (cell < TAIL_CELLS) return from - beyondOf(TAIL_CELLS - 1 - cell);
      if (cell >= TAIL_CELLS + cells) return to + beyondOf(cell - TAIL_CELLS - cells);
      return valueOf(cell - TAIL_CELLS);
    },
  };
}
