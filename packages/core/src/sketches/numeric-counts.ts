import { z } from 'zod';
import type { ValueCounts } from '../drift/value-counts.ts';
import { sketchFromJson, unlike, type SketchResult } from './sketch-result.ts';
import { countInTable, emptyValueTable, readTable, type ValueTable } from './value-table.ts';

/** Up to so many distinct values are counted exactly. */
export const MOST_DISTINCT = 2000;
/** Cells of equal width between the ends of the grid. */
export const GRID_CELLS = 2000;

/** What a column with more distinct values is counted on: the ends of the reference, for ever. `from` <= `to`, finite. */
export interface CountGrid {
  readonly from: number;
  readonly to: number;
}

/**
 * How often each value of a numeric column occurs, in bounded memory: exact up to 2,000 distinct values, then on a fixed
 * grid of 2,000 cells with the numbers of rows below and above it. Which of the two depends on the values alone, not on
 * their order, so that merging is exact, associative and commutative. At most 66 kB while exact, 16 kB on the grid; a
 * column of a dozen values takes half a kilobyte.
 *
 * What the grid costs: a value between its ends moves by half a cell at most. Then a Wasserstein distance is off by one
 * cell width at most, and a Kolmogorov-Smirnov D by the shares of the fullest cell. Of the values beyond the ends the
 * number is kept, and the least and the greatest.
 */
export interface NumericCounts {
  readonly grid: CountGrid;
  /** Null on the grid. */
  table: ValueTable | null;
  /** Cells of the grid; null while exact. */
  cells: Float64Array | null;
  below: number;
  above: number;
  /** NaN. */
  missing: number;
  /** Infinities: counted, and part of nothing else. */
  infinite: number;
  /** Of the finite values; Infinity and -Infinity without any. */
  least: number;
  greatest: number;
}

export function emptyNumericCounts(grid: CountGrid): NumericCounts {
  return {
    grid,
    table: emptyValueTable(),
    cells: null,
    below: 0,
    above: 0,
    missing: 0,
    infinite: 0,
    least: Infinity,
    greatest: -Infinity,
  };
}

/** Counts a value `times` times (a whole number above 0). */
export function addNumber(sketch: NumericCounts, value: number, times = 1): void {
  if (Number.isNaN(value)) sketch.missing += times;
  else if (!Number.isFinite(value)) sketch.infinite += times;
  else {
    if (value < sketch.least) sketch.least = value + 0;
    if (value > sketch.greatest) sketch.greatest = value + 0;
    count(sketch, value, times);
  }
}

export function addNumbers(sketch: NumericCounts, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) addNumber(sketch, values[i]);
}

function count(sketch: NumericCounts, value: number, times: number): void {
  if (sketch.table === null) {
    countOnGrid(sketch, value, times);
    return;
  }
  countInTable(sketch.table, value, times);
  if (sketch.table.distinct > MOST_DISTINCT) moveToGrid(sketch);
}

function moveToGrid(sketch: NumericCounts): void {
  if (sketch.table === null) return;
  const { values, counts } = sketch.table;
  sketch.table = null;
  for (let slot = 0; slot < values.length; slot++) {
    if (counts[slot] > 0) countOnGrid(sketch, values[slot], counts[slot]);
  }
}

function countOnGrid(sketch: NumericCounts, value: number, times: number): void {
  const { from, to } = sketch.grid;
  sketch.cells ??= new Float64Array(GRID_CELLS);
  if (value < from) sketch.below += times;
  else if (value > to) sketch.above += times;
  else sketch.cells[cellOf(value, from, to)] += times;
}

/** The last cell is closed; a grid without width has one cell. */
function cellOf(value: number, from: number, to: number): number {
  return to > from ? Math.min(GRID_CELLS - 1, Math.floor(((value - from) / (to - from)) * GRID_CELLS)) : 0;
}

/** Both together, as if all their values had been added to one. Fails with BAD_USER_INPUT where the grids differ. */
export function mergeNumericCounts(a: NumericCounts, b: NumericCounts): SketchResult<NumericCounts> {
  if (a.grid.from !== b.grid.from || a.grid.to !== b.grid.to) return unlike('grid');
  const sketch = emptyNumericCounts(a.grid);
  for (const part of [a, b]) {
    sketch.missing += part.missing;
    sketch.infinite += part.infinite;
    sketch.least = Math.min(sketch.least, part.least);
    sketch.greatest = Math.max(sketch.greatest, part.greatest);
    addCounted(sketch, part);
  }
  return { ok: true, sketch };
}

function addCounted(sketch: NumericCounts, { table, cells, below, above }: NumericCounts): void {
  if (table !== null) {
    const { values, counts } = table;
    for (let slot = 0; slot < values.length; slot++) {
      if (counts[slot] > 0) count(sketch, values[slot], counts[slot]);
    }
    return;
  }
  moveToGrid(sketch);
  sketch.cells ??= new Float64Array(GRID_CELLS);
  sketch.below += below;
  sketch.above += above;
  if (cells === null) return;
  for (let cell = 0; cell < GRID_CELLS; cell++) sketch.cells[cell] += cells[cell];
}

/** Whether every value is known exactly. */
export function isExact({ table }: NumericCounts): boolean {
  return table !== null;
}

/**
 * The counts by ascending value, as every drift figure takes them. On the grid a value stands in the middle of its cell
 * (no further out than the least and the greatest value), and what lies beyond the grid stands at the least or greatest
 * value: outside the reference's bins, as it should. Infinities count as missing.
 */
export function readNumericCounts(sketch: NumericCounts): ValueCounts {
  const missing = sketch.missing + sketch.infinite;
  if (sketch.table !== null) return { ...readTable(sketch.table), missing };
  const values: number[] = [];
  const counts: number[] = [];
  const keep = (value: number, times: number) => {
    if (times === 0) return;
    values.push(value);
    counts.push(times);
  };
  keep(sketch.least, sketch.below);
  sketch.cells?.forEach((times, cell) => keep(cellValue(sketch, cell), times));
  keep(sketch.greatest, sketch.above);
  return { values: Float64Array.from(values), counts: Float64Array.from(counts), missing };
}

function cellValue({ grid: { from, to }, least, greatest }: NumericCounts, cell: number): number {
  const middle = from + ((cell + 0.5) * (to - from)) / GRID_CELLS;
  return Math.min(greatest, Math.max(least, middle));
}

const whole = z.number().int().nonnegative();
const finite = z.number();
const schema = z
  .object({
    kind: z.literal('NUMERIC_COUNTS'),
    grid: z.object({ from: finite, to: finite }),
    isExact: z.boolean(),
    /** Values, ascending, or indices of cells. */
    at: z.array(finite),
    counts: z.array(whole.positive()),
    below: whole,
    above: whole,
    missing: whole,
    infinite: whole,
    least: finite.nullable(),
    greatest: finite.nullable(),
  })
  .refine(({ at, counts }) => at.length === counts.length, 'at and counts differ in length')
  .refine(
    ({ isExact: exact, at }) => !exact || at.length <= MOST_DISTINCT,
    'more values than are kept exactly',
  )
  .refine(
    ({ isExact: exact, at }) =>
      exact || at.every((cell) => Number.isInteger(cell) && cell >= 0 && cell < GRID_CELLS),
    'no cell of the grid',
  );

export type NumericCountsJson = z.infer<typeof schema>;

/** Equal sketches give equal JSON. */
export function numericCountsToJson(sketch: NumericCounts): NumericCountsJson {
  const { grid, table, below, above, missing, infinite, least, greatest } = sketch;
  const { values, counts } = table === null ? filledCells(sketch.cells) : readTable(table);
  return {
    kind: 'NUMERIC_COUNTS',
    grid,
    isExact: table !== null,
    at: [...values],
    counts: [...counts],
    below,
    above,
    missing,
    infinite,
    least: least === Infinity ? null : least,
    greatest: greatest === -Infinity ? null : greatest,
  };
}

function filledCells(cells: Float64Array | null): { values: number[]; counts: number[] } {
  const values = cells === null ? [] : [...cells.keys()].filter((cell) => cells[cell] > 0);
  return { values, counts: values.map((cell) => cells?.[cell] ?? 0) };
}

export function numericCountsFromJson(json: unknown): SketchResult<NumericCounts> {
  return sketchFromJson(schema, json, (parsed) => {
    const { grid, at, counts, below, above, missing, infinite } = parsed;
    const sketch = emptyNumericCounts(grid);
    Object.assign(sketch, { below, above, missing, infinite });
    sketch.least = parsed.least ?? Infinity;
    sketch.greatest = parsed.greatest ?? -Infinity;
    if (!parsed.isExact) moveToGrid(sketch);
    at.forEach((place, i) => {
      if (parsed.isExact) count(sketch, place, counts[i]);
      else (sketch.cells ??= new Float64Array(GRID_CELLS))[place] += counts[i];
    });
    return sketch;
  });
}
