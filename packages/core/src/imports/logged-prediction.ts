import { failure, isErrorCode, type ErrorCode, type Failure } from '../errors/error-code.ts';
import type { EncodedRow, FeatureCodec } from '../features/feature-codec.ts';
import type { Manifest } from '../features/manifest.ts';
import { givenTextProblem, MAX_TAGS, MAX_TEXT } from '../features/text-limits.ts';
import { MINUTE_MS } from '../time/units.ts';
import { wholeMicroseconds } from '../time/whole-microseconds.ts';
import { NO_ANSWER, type ModelAnswer } from '../answers/model-answer.ts';
import { readAnswer, type AnswerFields } from './logged-answer.ts';

/** A prediction that another system made, as it was written down; null: not given. */
export interface LoggedFields extends AnswerFields {
  /** An object by feature name or source column. */
  features: unknown;
  /** Unix milliseconds. */
  atMs: number | null;
  /** Why there was no answer. */
  errorCode: string | null;
  subject: string | null;
  latencyMs: number | null;
  tags: readonly string[] | null;
  environment: string | null;
  /** What was done about the answer. */
  action: string | null;
  /** Kept from any action, to compare with. */
  holdout: boolean | null;
}

/** The same, checked and encoded. */
export interface LoggedPrediction extends ModelAnswer, EncodedRow {
  atMs: number;
  errorCode: ErrorCode | null;
  subject: string | null;
  latencyMs: number;
  tags: string[];
  environment: string | null;
  action: string | null;
  holdout: boolean | null;
}

export type LoggedResult = { ok: true; logged: LoggedPrediction } | { ok: false; failure: Failure };

/** Which times can be stored, Unix milliseconds. */
export interface LogTimes {
  nowMs: number;
  oldestMs: number;
}

/** Where a field stands, for errors: "at" of a file, "items.3.at" of a request. */
export type FieldOf = (name: keyof LoggedFields) => string;

/** Ids of before 2020 were not made here, and nothing is stored before them. */
export const OLDEST_LOG_MS = Date.UTC(2020, 0, 1);
/** So far clocks of other systems may be ahead. */
const CLOCK_SKEW_MS = MINUTE_MS;

const MAX_LATENCY_MS = 86_400_000;

/**
 * Checks a logged prediction: features by the codec, the answer by the manifest, the time, and the texts. A latency that
 * was not logged is 0. With an error code there is no answer, whatever else is given.
 */
export function readLogged(
  { manifest, codec }: { manifest: Manifest; codec: FeatureCodec },
  fields: LoggedFields,
  times: LogTimes,
  fieldOf: FieldOf,
): LoggedResult {
  const refuse = (name: keyof LoggedFields, message: string): LoggedResult => ({
    ok: false,
    failure: failure('BAD_USER_INPUT', message, fieldOf(name)),
  });
  const encoded = codec.encode(fields.features, fieldOf('features'));
  if (!encoded.ok) return encoded;
  const { atMs, errorCode } = fields;
  const wrongTime = timeProblem(atMs, times);
  if (atMs === null || wrongTime !== null) return refuse('atMs', wrongTime ?? 'is needed');
  const wrong = fieldProblem(fields);
  if (wrong !== null) return refuse(wrong.name, wrong.message);
  if (errorCode !== null && !isErrorCode(errorCode)) {
    return refuse('errorCode', `"${errorCode}" is no error code`);
  }
  const answered = errorCode === null ? readAnswer(manifest, fields, fieldOf) : NO_RESULT;
  if (!answered.ok) return answered;
  return {
    ok: true,
    logged: {
      ...encoded.row,
      ...answered.answer,
      atMs,
      errorCode,
      subject: fields.subject,
      latencyMs: wholeMicroseconds(fields.latencyMs ?? 0),
      tags: fields.tags === null ? [] : [...fields.tags],
      environment: fields.environment,
      action: fields.action,
      holdout: fields.holdout,
    },
  };
}

const NO_RESULT = { ok: true, answer: NO_ANSWER } as const;

function timeProblem(atMs: number | null, { nowMs, oldestMs }: LogTimes): string | null {
  if (atMs === null) return 'is needed';
  if (!Number.isFinite(atMs)) return 'is not a time';
  if (atMs > nowMs + CLOCK_SKEW_MS) return 'lies in the future';
  if (atMs >= oldestMs) return null;
  const hint = isLikeSeconds(atMs, { nowMs, oldestMs }) ? ' (seconds? milliseconds are needed)' : '';
  return `lies before ${new Date(oldestMs).toISOString().slice(0, 10)}, the oldest day that can be stored${hint}`;
}

function isLikeSeconds(atMs: number, { nowMs, oldestMs }: LogTimes): boolean {
  return atMs * 1000 >= oldestMs && atMs * 1000 <= nowMs + CLOCK_SKEW_MS;
}

function fieldProblem(fields: LoggedFields): { name: keyof LoggedFields; message: string } | null {
  for (const name of ['subject', 'environment', 'action'] as const) {
    const message = givenTextProblem(fields[name], MAX_TEXT[name]);
    if (message !== null) return { name, message };
  }
  const { tags, latencyMs } = fields;
  if (latencyMs !== null && !(latencyMs >= 0 && latencyMs <= MAX_LATENCY_MS)) {
    return { name: 'latencyMs', message: 'must be 0 to a day, in milliseconds' };
  }
  if (tags === null) return null;
  if (tags.length > MAX_TAGS) return { name: 'tags', message: `are more than ${MAX_TAGS}` };
  for (const tag of tags) {
    const message = givenTextProblem(tag, MAX_TEXT.tag);
    if (message !== null) return { name: 'tags', message: `"${tag.slice(0, 20)}" ${message}` };
  }
  return null;
}
