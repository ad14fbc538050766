/**
 * PostgreSQL array literals. The recorder sends one text a column and lets the server cast it: the driver's own array
 * parameters flatten nested arrays and cost more time than the statement itself.
 */
type Scalar = number | bigint | boolean | string | null;

const NEEDS_ESCAPE = /["\\]/;
const ESCAPED = /["\\]/g;

/** `{1,NaN,NULL}`; for numbers, booleans, uuids and other text without special characters. */
export function plainArray(values: Iterable<Scalar>): string {
  let text = '{';
  for (const value of values) text += text.length === 1 ? (value ?? 'NULL') : `,${value ?? 'NULL'}`;
  return `${text}}`;
}

/** `{"a b","c \"d\"",NULL}`; for any text. */
export function textArray(values: Iterable<string | null>): string {
  let text = '{';
  for (const value of values) {
    if (text.length > 1) text += ',';
    if (value === null) text += 'NULL';
    else text += `"${NEEDS_ESCAPE.test(value) ? value.replace(ESCAPED, '\\$&') : value}"`;
  }
  return `${text}}`;
}
