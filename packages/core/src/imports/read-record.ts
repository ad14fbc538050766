import type { FeatureCodec } from '../features/feature-codec.ts';
import type { Feature, Manifest } from '../features/manifest.ts';
import { isRecord } from '../json/is-record.ts';
import {
  NOT_READABLE,
  readBoolean,
  readKnownText,
  readNumber,
  readNumbers,
  readText,
  readTexts,
  readTime,
  type Cell,
  type Read,
} from './cell.ts';
import type { FileColumns, FileRole } from './file-columns.ts';
import { readLogged, type LoggedPrediction, type LogTimes } from './logged-prediction.ts';
import { readLoggedOutcome, type LoggedOutcome } from './logged-outcome.ts';

/** One line of a file: its cells by column. */
export type FileRecord = Readonly<Record<string, Cell>>;

/** What is wrong with a line. */
export interface RecordProblem {
  /** Name of the column; null: the whole line. */
  field: string | null;
  message: string;
}

export type RecordResult =
  | { ok: true; logged: LoggedPrediction; outcome: LoggedOutcome | null }
  | { ok: false; problem: RecordProblem };

export interface RecordReader {
  read(record: FileRecord, times: LogTimes): RecordResult;
}

/** A cell that is not of the kind that its column needs; caught where the line is read. */
class CellError extends Error {
  readonly problem: RecordProblem;

  constructor(field: string, message: string) {
    super(message);
    this.problem = { field, message };
  }
}

/** Compiles where the columns of a file stand into what reads its lines. */
export function compileRecordReader(
  manifest: Manifest,
  codec: FeatureCodec,
  columns: FileColumns,
): RecordReader {
  const { features, roles } = columns;
  const known = manifest.features.map(knownTexts);
  const columnOf = (role: FileRole, record: FileRecord) =>
    roles[role].find((column) => isGiven(record[column])) ?? roles[role].at(0) ?? role;

  const cell = <T>(
    record: FileRecord,
    role: FileRole,
    read: (cell: Cell) => Read<T>,
    wanted: string,
  ): T | null => {
    const found = roles[role].find((column) => isGiven(record[column]));
    if (found === undefined) return null;
    const value = read(record[found]);
    if (value === NOT_READABLE) throw new CellError(found, `${shown(record[found])} is not ${wanted}`);
    return value;
  };

  const featuresOf = (record: FileRecord): unknown => {
    const nested = record.features ?? record.input;
    // JSON Lines may hold them as one object, as the API takes them; a feature of that name would be no object.
    if (isRecord(nested)) return nested;
    const input: Record<string, unknown> = {};
    features.forEach(({ name, columns: own }, i) => {
      const column = own.length === 1 ? own[0] : own.find((candidate) => record[candidate] !== undefined);
      if (column !== undefined) input[name] = featureValue(record[column], manifest.features[i], known[i]);
    });
    return input;
  };

  const read = (record: FileRecord, times: LogTimes): RecordResult => {
    const result = readLogged(
      { manifest, codec },
      {
        features: featuresOf(record),
        atMs: cell(record, 'at', readTime, 'a time: ISO 8601 or Unix milliseconds are'),
        subject: cell(record, 'subject', readText, 'a text'),
        probability: cell(record, 'probability', readNumber, 'a number'),
        probabilities: cell(record, 'probabilities', readNumbers, 'a list of numbers'),
        label: cell(record, 'label', readText, 'a text'),
        value: cell(record, 'value', readNumber, 'a number'),
        errorCode: cell(record, 'errorCode', readText, 'a text'),
        latencyMs: cell(record, 'latencyMs', readNumber, 'a number'),
        tags: cell(record, 'tags', readTexts, 'a list of texts'),
        environment: cell(record, 'environment', readText, 'a text'),
        action: cell(record, 'action', readText, 'a text'),
        holdout: cell(record, 'holdout', readBoolean, 'true or false'),
      },
      times,
      (name) => (name === 'features' ? name : columnOf(name === 'atMs' ? 'at' : name, record)),
    );
    if (!result.ok) return { ok: false, problem: problemOf(result.failure, columns, record) };
    const outcome = readLoggedOutcome(
      manifest,
      {
        label: cell(record, 'outcome', readText, 'a text'),
        kind: cell(record, 'outcomeKind', readText, 'a text'),
        atMs: cell(record, 'outcomeAt', readTime, 'a time'),
        receivedAtMs: cell(record, 'outcomeReceivedAt', readTime, 'a time'),
      },
      times.nowMs,
    );
    if (outcome === null || 'atMs' in outcome) return { ok: true, logged: result.logged, outcome };
    return {
      ok: false,
      problem: { field: columnOf(outcome.field, record), message: outcome.message },
    };
  };

  return {
    read: (record, times) => {
      try {
        return read(record, times);
      } catch (error) {
        if (error instanceof CellError) return { ok: false, problem: error.problem };
        throw error;
      }
    },
  };
}

/** Empty cells give way to another column of the same role. */
const isGiven = (value: Cell) => value !== undefined && value !== null && value !== '';

/** Categories that are spelled like a word for "not known": a bare "None" is one where it is a category. */
function knownTexts(feature: Feature): ReadonlySet<string> {
  return new Set(
    feature.kind === 'CATEGORICAL' ? [...feature.categories, ...Object.keys(feature.synonyms)] : [],
  );
}

/** What the codec takes; what it cannot take is left as it is, and refused there with its field. */
function featureValue(value: Cell, feature: Feature, known: ReadonlySet<string>): unknown {
  if (feature.kind === 'NUMERIC') {
    const number = readNumber(value);
    return number === NOT_READABLE ? value : number;
  }
  if (typeof value === 'string') {
    const spelling = [value, value.trim()].find((text) => known.has(text));
    if (spelling !== undefined) return spelling;
  }
  const text = readKnownText(value);
  return text === NOT_READABLE ? value : text;
}

/** The codec names a feature by its path; who has a file looks for its column. */
function problemOf(
  { field, message }: { field: string | null; message: string },
  { features }: FileColumns,
  record: FileRecord,
): RecordProblem {
  const name = field?.startsWith('features.') ? field.slice('features.'.length) : null;
  if (name === null) return { field, message };
  const columns = features.find((feature) => feature.name === name)?.columns ?? [];
  return { field: columns.find((column) => record[column] !== undefined) ?? columns.at(0) ?? name, message };
}

function shown(value: Cell): string {
  const text = readText(value);
  const words = typeof text === 'string' ? text : (JSON.stringify(value) ?? String(value));
  return `"${words.length > 40 ? `${words.slice(0, 40)}...` : words}"`;
}
