/**
 * PostgreSQL array literals. The recorder sends one text a column and lets the server cast it: the driver's own array
 * parameters flatten nested arrays and cost more time than the statement itself.
 */
type Scalar = number | bigint | boolean | string | null;

const NEEDS_ESCAPE = /["\\]/;
const ESCAPED = /["\\]/g;

/** `{1,NaN}`; of numbers. */
export function numberArray(values: readonly number[] | Float64Array): string {
  return `{${values.join(',')}}`;
}

/** `{1,NaN,NULL}` of one value a row; for numbers, booleans, uuids and other text without special characters. */
export function plainColumn<Row>(rows: readonly Row[], pick: (row: Row) => Scalar): string {
  return column(rows, pick, String);
}

/** `{"a b","c \"d\"",NULL}` of one value a row; for any text. */
export function textColumn<Row>(rows: readonly Row[], pick: (row: Row) => string | null): string {
  return column(rows, pick, quote);
}

/** `{"a b","c \"d\""}`; for any text. */
export function textArray(values: readonly string[]): string {
  return `{${values.map(quote).join(',')}}`;
}

/**
 * A column, and the one value that its rows share: then the column is empty, and the server takes the shared value for each
 * row (`coalesce`). For values as of `plainColumn` or `textColumn`, which is `toColumn`.
 */
export function sharedColumn<Row, Value extends Scalar>(
  rows: readonly Row[],
  pick: (row: Row) => Value,
  toColumn: (rows: readonly Row[], pick: (row: Row) => Value) => string,
): [column: string, shared: Value | null] {
  if (rows.length === 0) return ['{}', null];
  const shared = pick(rows[0]);
  const isShared = rows.every((row) => pick(row) === shared);
  return isShared ? ['{}', shared] : [toColumn(rows, pick), null];
}

/** A column of nulls alone is `{}`: unnest of several arrays fills the shorter ones up with nulls, and parses nothing. */
function column<Row, Value>(
  rows: readonly Row[],
  pick: (row: Row) => Value | null,
  write: (value: Value) => string,
): string {
  const parts = new Array<string>(rows.length);
  let allNull = true;
  for (let i = 0; i < rows.length; i++) {
    const value = pick(rows[i]);
    if (value === null) {
      parts[i] = 'NULL';
    } else {
      parts[i] = write(value);
      allNull = false;
    }
  }
  return allNull ? '{}' : `{${parts.join(',')}}`;
}

function quote(text: string): string {
  return `"${NEEDS_ESCAPE.test(text) ? text.replace(ESCAPED, '\\$&') : text}"`;
}
