import { columnCells, isMissingCell, parseNumber, type Table } from '../training/table.ts';
import { parseManifest, type Manifest } from './manifest.ts';
import { featureName } from './names.ts';

export interface InferOptions {
  /** Name of the model; by default made from the target column. */
  readonly name?: string;
  readonly version?: string;
  /** Column of the truth; by default one that is named like it. */
  readonly target?: string;
  /** Column of who or what is predicted; by default one that is named like an id. */
  readonly subject?: string;
}

/** A column that became no feature, and why. */
export interface IgnoredColumn {
  readonly column: string;
  readonly reason: string;
}

export type InferResult =
  { ok: true; manifest: Manifest; ignored: IgnoredColumn[] } | { ok: false; message: string };

/** Share of the known cells that must be numbers for a numeric column; the rest counts as missing. */
const NUMERIC_SHARE = 0.95;
const MOST_CATEGORIES = 1000;
const MOST_CLASSES = 20;
/** Quantiles between which a value is usual. */
const USUAL = [0.001, 0.999] as const;

const TARGET_NAMES = ['churn', 'churned', 'target', 'label', 'class', 'outcome', 'attrition', 'exited', 'y'];
const ID_WORDS = new Set(['id', 'uuid', 'guid', 'key', 'identifier']);
const LOWERCASE_ID = /^(customer|user|client|account|member|subject|row|record)id$/;
const YES = new Set(['1', '1.0', 'yes', 'y', 'true', 't']);
const NO = new Set(['0', '0.0', 'no', 'n', 'false', 'f']);

/**
 * A manifest from the data alone: what is the target, the subject, numeric or categorical, required (no gaps), and the
 * usual range. Numbers stay numeric however few values they have; text is categorical with the categories in code
 * point order. Columns of one value, identifiers and free text are ignored, with the reason.
 */
export function inferManifest(table: Table, options: InferOptions = {}): InferResult {
  const problem = findProblem(table, options);
  if (problem !== null) return { ok: false, message: problem };
  const target = options.target ?? findTarget(table.header);
  if (target === null) return { ok: false, message: 'no column is named like a target; name it' };
  const truth = describeTarget(target, knownCells(table, target));
  if ('message' in truth) return { ok: false, message: truth.message };

  const subject = options.subject ?? findSubject(table, target);
  const columns = table.header.filter((column) => column !== target && column !== subject);
  const described = columns.map((column) => describeColumn(column, columnCells(table, column) ?? []));
  const features = described.flatMap((description) =>
    'feature' in description ? [description.feature] : [],
  );
  const ignored = described.flatMap((description) => ('reason' in description ? [description] : []));
  const name = options.name ?? modelName(target);
  const parsed = parseManifest({
    manifestVersion: 1,
    name,
    version: options.version ?? '1.0.0',
    title: name[0].toUpperCase() + name.slice(1).replaceAll('-', ' '),
    features,
    subject: subject === null ? null : { column: subject },
    ...truth,
  });
  return parsed.ok ? { ok: true, manifest: parsed.manifest, ignored } : parsed;
}

function findProblem({ header, rows }: Table, { target, subject }: InferOptions): string | null {
  if (rows.length === 0) return 'the data has no rows';
  const twice = header.find((column, i) => header.indexOf(column) !== i);
  if (twice !== undefined) return `column "${twice}" stands twice`;
  const unknown = [target, subject].find((column) => column !== undefined && !header.includes(column));
  return unknown === undefined ? null : `the data has no column "${unknown}"`;
}

function knownCells(table: Table, column: string): string[] {
  return (columnCells(table, column) ?? []).filter((cell) => !isMissingCell(cell));
}

/** Distinct strings in code point order: the same on every machine. */
function distinct(cells: readonly string[]): string[] {
  return [...new Set(cells)].sort((a, b) => (a < b ? -1 : 1));
}

function findTarget(header: readonly string[]): string | null {
  const plain = (column: string) => column.toLowerCase().replace(/[^a-z0-9]|^is_?/g, '');
  for (const name of TARGET_NAMES) {
    const found = header.find((column) => plain(column) === name);
    if (found !== undefined) return found;
  }
  return header.find((column) => plain(column).includes('churn')) ?? null;
}

function isNamedLikeId(column: string): boolean {
  const words = column
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return ID_WORDS.has(words.at(-1) ?? '') || LOWERCASE_ID.test(column.toLowerCase());
}

/** The id-like column with most distinct values; it must tell rows apart, though a subject may come more than once. */
function findSubject(table: Table, target: string): string | null {
  const candidates = table.header
    .filter((column) => column !== target && isNamedLikeId(column))
    .map((column) => ({ column, values: new Set(knownCells(table, column)).size }))
    .filter(({ values }) => values > table.rows.length / 10)
    .sort((a, b) => b.values - a.values);
  return candidates.at(0)?.column ?? null;
}

/** The fields of a manifest that follow from the truth's values. */
type Truth = Pick<Manifest, 'task' | 'target' | 'classes' | 'positiveClass'>;

function describeTarget(column: string, cells: readonly string[]): Truth | { message: string } {
  const values = distinct(cells);
  if (values.length < 2) return { message: `column "${column}" has one class only` };
  const no = values.filter((value) => NO.has(value.toLowerCase()));
  const yes = values.filter((value) => YES.has(value.toLowerCase()));
  if (no.length > 0 && yes.length > 0 && no.length + yes.length === values.length) {
    return yesNoTruth(column, no, yes);
  }
  if (values.length === 2) return twoClassTruth(column, values, cells);
  const isNumeric = values.every((value) => parseNumber(value) !== null);
  if (
    isNumeric &&
    (values.length > MOST_CLASSES || values.some((value) => !Number.isInteger(Number(value))))
  ) {
    return { task: 'REGRESSION', target: { column, values: {} }, classes: [], positiveClass: null };
  }
  if (values.length > MOST_CLASSES)
    return { message: `column "${column}" has too many classes: ${values.length}` };
  const target = { column, values: Object.fromEntries(values.map((value) => [value, value])) };
  return { task: 'MULTICLASS_CLASSIFICATION', target, classes: values, positiveClass: null };
}

/** "Churn" of 0 and 1, or no and yes: the classes no_churn and churn. */
function yesNoTruth(column: string, no: readonly string[], yes: readonly string[]): Truth {
  const positive = snakeCase(column);
  const negative = `no_${positive}`;
  const values = [...no.map((value) => [value, negative]), ...yes.map((value) => [value, positive])];
  return {
    task: 'BINARY_CLASSIFICATION',
    target: { column, values: Object.fromEntries(values) },
    classes: [negative, positive],
    positiveClass: positive,
  };
}

/** Two values with names of their own: the rarer one is the positive class. */
function twoClassTruth(column: string, [first, second]: readonly string[], cells: readonly string[]): Truth {
  const firsts = cells.filter((cell) => cell === first).length;
  const classes = 2 * firsts >= cells.length ? [first, second] : [second, first];
  const target = { column, values: { [first]: first, [second]: second } };
  return { task: 'BINARY_CLASSIFICATION', target, classes, positiveClass: classes[1] };
}

function snakeCase(column: string): string {
  return featureName(column).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function modelName(target: string): string {
  return snakeCase(target).replaceAll('_', '-').slice(0, 63);
}

function describeColumn(column: string, cells: readonly string[]): { feature: object } | IgnoredColumn {
  const known = cells.filter((cell) => !isMissingCell(cell));
  const categories = distinct(known);
  if (categories.length < 2) return { column, reason: 'it has one value only' };
  if (isNamedLikeId(column) && categories.length > cells.length / 10) {
    return { column, reason: 'it is named like an identifier' };
  }
  const base = { name: featureName(column), column, required: known.length === cells.length };
  const numbers = known.flatMap((cell) => parseNumber(cell) ?? []);
  if (numbers.length >= NUMERIC_SHARE * known.length) {
    const required = numbers.length === cells.length;
    return { feature: { ...base, required, kind: 'NUMERIC', ...usualRange(numbers) } };
  }
  if (categories.length > MOST_CATEGORIES || 2 * categories.length > known.length) {
    return { column, reason: `it is text with ${categories.length} different values` };
  }
  return { feature: { ...base, kind: 'CATEGORICAL', categories } };
}

/** Observed values at the usual quantiles, rounded outwards. */
function usualRange(numbers: readonly number[]): { integer: boolean; minimum: number; maximum: number } {
  const sorted = Float64Array.from(numbers).sort();
  const last = sorted.length - 1;
  return {
    integer: numbers.every(Number.isInteger),
    minimum: sorted[Math.floor(USUAL[0] * last)],
    maximum: sorted[Math.ceil(USUAL[1] * last)],
  };
}
