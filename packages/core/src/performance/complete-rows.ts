import { failure, type Failure } from '../errors/error-code.ts';
import { clustersOf, type Clusters } from './clusters.ts';

/** A column of a table to be measured, with what its values may be beside NaN, which is missing. */
export interface NumberColumn {
  /** Named in failures. */
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly allowed: Allowed;
}

interface Allowed {
  readonly words: string;
  readonly least: number;
  readonly greatest: number;
  readonly isWhole: boolean;
}

export const BINARY: Allowed = { words: '0 or 1', least: 0, greatest: 1, isWhole: true };
export const PROBABILITY: Allowed = { words: 'between 0 and 1', least: 0, greatest: 1, isWhole: false };
export const FINITE: Allowed = {
  words: 'finite',
  least: -Number.MAX_VALUE,
  greatest: Number.MAX_VALUE,
  isWhole: false,
};

/** A class index below `classes`. */
export const classIndex = (classes: number): Allowed => ({
  words: `a class index, 0 to ${classes - 1}`,
  least: 0,
  greatest: classes - 1,
  isWhole: true,
});

export type CompleteRows =
  | {
      ok: true;
      /** The rows without a missing value, of each column in the order given. */
      columns: Float64Array[];
      /** Where these rows stand among those given, ascending. */
      rows: Uint32Array;
      leftOut: number;
      /** Of these rows by their keys; null where no key repeats. */
      clusters: Clusters | null;
    }
  | { ok: false; failure: Failure };

/**
 * The rows in which no column is missing. `keys`: of the rows that belong together, where some do (clusters.ts).
 * BAD_USER_INPUT where lengths differ or a value is not allowed, INSUFFICIENT_DATA where no row is left.
 */
export function completeRows(
  columns: readonly NumberColumn[],
  keys: readonly unknown[] | null = null,
): CompleteRows {
  const complete = completePlaces(columns);
  if (!complete.ok) return complete;
  const { rows, leftOut } = complete;
  const rowsGiven = rows.length + leftOut;
  if (keys !== null && keys.length !== rowsGiven) {
    return bad('keys', `must have one entry a row (${rowsGiven})`);
  }
  const known = columns.map(({ values }) => pick(values, rows));
  const clusters = keys === null ? null : clustersOf(Array.from(rows, (row) => keys[row]));
  return { ok: true, columns: known, rows, leftOut, clusters };
}

export type CompletePlaces =
  { ok: true; rows: Uint32Array; leftOut: number } | { ok: false; failure: Failure };

/** Where these rows stand, ascending; fails likewise. */
export function completePlaces(columns: readonly NumberColumn[]): CompletePlaces {
  const rowsGiven = columns[0]?.values.length ?? 0;
  for (const { name, values } of columns) {
    if (values.length !== rowsGiven) return bad(name, `must have one entry a row (${rowsGiven})`);
  }
  const isKnown = new Uint8Array(rowsGiven).fill(1);
  for (const { name, values, allowed } of columns) {
    if (!areAllowed(values, allowed, isKnown)) return bad(name, `must be ${allowed.words}, or NaN`);
  }
  const rows = placesOf(isKnown);
  if (rows.length === 0) {
    return { ok: false, failure: failure('INSUFFICIENT_DATA', 'no row has all its values') };
  }
  return { ok: true, rows, leftOut: rowsGiven - rows.length };
}

/** Clears the flags of missing values on its way. */
function areAllowed(
  values: ArrayLike<number>,
  { least, greatest, isWhole }: Allowed,
  isKnown: Uint8Array,
): boolean {
  for (let row = 0; row < isKnown.length; row++) {
    const value = values[row];
    const isAllowed = value >= least && value <= greatest && (!isWhole || value === (value | 0));
    if (isAllowed) continue;
    if (!Number.isNaN(value)) return false;
    isKnown[row] = 0;
  }
  return true;
}

function placesOf(flags: Uint8Array): Uint32Array {
  const places = new Uint32Array(flags.length);
  let count = 0;
  for (let row = 0; row < flags.length; row++) if (flags[row] === 1) places[count++] = row;
  return places.subarray(0, count);
}

/** The values of the rows, in their order. */
export function pick(values: ArrayLike<number>, rows: ArrayLike<number>): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < picked.length; i++) picked[i] = values[rows[i]];
  return picked;
}

function bad(name: string, message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: failure('BAD_USER_INPUT', `${name} ${message}`, name) };
}
