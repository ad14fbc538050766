import { hash } from 'node:crypto';
import {
  binaryAnswer,
  multiclassAnswer,
  NO_ANSWER,
  type ModelAnswer,
} from '@kilter/core/answers/model-answer';
import { fail, failure, type Failure } from '@kilter/core/errors/error-code';
import type { EncodedRow } from '@kilter/core/features/feature-codec';
import type { Manifest } from '@kilter/core/features/manifest';
import { givenTextProblem, MAX_TAGS, MAX_TEXT } from '@kilter/core/features/text-limits';
import type { IdFactory } from '@kilter/core/ids/uuid-v7';
import { wholeMicroseconds } from '@kilter/core/time/whole-microseconds';
import type { PredictionRow, PredictionSource } from '@kilter/db/queries/prediction';
import type { Logger } from '../logger.ts';
import { MAX_BATCH_ROWS } from '../models/micro-batcher.ts';
import type { ModelOutput } from '../models/predictor.ts';
import type { ServedModel } from '../models/registry.ts';
import { answerByKey } from './answer-by-key.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import type { Recorder, RecordItem } from './recorder.ts';

export const MAX_BATCH_ITEMS = 10_000;

export interface PredictItem {
  input?: unknown;
  subject?: string | null;
  idempotencyKey?: string | null;
  tags?: readonly string[] | null;
  /** What is done about it: a short text. */
  action?: string | null;
  /** Kept from any action, to compare with. */
  holdout?: boolean | null;
}

/** Where the parts of an item stand in the request, for errors: "input" of one, "items.3.input" of a batch. */
export interface ItemPaths {
  input(index: number): string;
  other(index: number, name: string): string;
}

/** What is not as with a client that asks now: simulated predictions lie in the past, and fail and dawdle at will. */
export interface PredictOrigin {
  source: PredictionSource;
  /** Unix milliseconds. */
  atMs(index: number): number;
  latencyMs(index: number): number;
  failure(index: number): Failure | null;
}

export type PredictResult = { ok: true; row: PredictionRow } | { ok: false; failure: Failure };

export interface PredictDependencies {
  recorder: Recorder;
  countRefused(model: ServedModel, rows: number): void;
  keys: IdempotencyKeys;
  ids: IdFactory;
  environment: string;
  log: Logger;
  /** Unix milliseconds. */
  now(): number;
  /** Milliseconds of a clock that never steps. */
  elapsed(): number;
}

export type Predict = (
  model: ServedModel,
  items: readonly PredictItem[],
  paths: ItemPaths,
  origin?: PredictOrigin,
) => Promise<PredictResult[]>;

/** An item that is fit to be predicted. */
interface Ready {
  index: number;
  encoded: EncodedRow;
  subject: string | null;
  key: string | null;
  fingerprint: string;
  tags: string[];
  action: string | null;
  holdout: boolean | null;
}

/**
 * The verb behind every predict mutation: encode, look up idempotency keys, infer, record; answers after the commit.
 * An item that fails leaves its neighbours alone. Never throws for an item's sake.
 */
export function createPredict(dependencies: PredictDependencies): Predict {
  const { recorder, keys, ids, environment, log, now, elapsed } = dependencies;

  const readItem = (
    model: ServedModel,
    item: PredictItem,
    paths: ItemPaths,
    index: number,
  ): Ready | Failure => {
    const encoded = model.champion.codec.encode(item.input, paths.input(index));
    if (!encoded.ok) return encoded.failure;
    const { subject = null, idempotencyKey: key = null, action = null, holdout = null } = item;
    const tags = item.tags ? [...item.tags] : [];
    const badText = (name: string, text: string | null, maxLength: number): Failure | null => {
      const problem = givenTextProblem(text, maxLength);
      return problem === null
        ? null
        : failure('BAD_USER_INPUT', `${name} ${problem}`, paths.other(index, name));
    };
    const bad =
      badText('subject', subject, MAX_TEXT.subject) ??
      badText('idempotencyKey', key, MAX_TEXT.idempotencyKey) ??
      badText('action', action, MAX_TEXT.action) ??
      tags.reduce<Failure | null>((found, tag) => found ?? badText('tags', tag, MAX_TEXT.tag), null);
    if (bad) return bad;
    if (tags.length > MAX_TAGS) {
      return failure('BAD_USER_INPUT', `more than ${MAX_TAGS} tags`, paths.other(index, 'tags'));
    }
    const fingerprint = key === null ? '' : fingerprintOf(encoded.row, [subject, tags, action, holdout]);
    return { index, encoded: encoded.row, subject, key, fingerprint, tags, action, holdout };
  };

  const infer = async (model: ServedModel, ready: readonly Ready[]): Promise<(ModelAnswer | Failure)[]> => {
    const { batcher, manifest } = model;
    if (!batcher) {
      const notLoaded = failure('MODEL_NOT_LOADED', `The model "${model.name}" is not loaded.`, 'model');
      return ready.map(() => notLoaded);
    }
    const { width, modelInput } = model.champion.codec;
    const chunks: Promise<(ModelAnswer | Failure)[]>[] = [];
    for (let from = 0; from < ready.length; from += MAX_BATCH_ROWS) {
      const chunk = ready.slice(from, from + MAX_BATCH_ROWS);
      const run = batcher.run(chunk.length, (target, offset) => {
        chunk.forEach(({ encoded }, i) => modelInput(encoded.values, target, offset + i * width));
      });
      chunks.push(
        run.then(
          (output) => chunk.map((_, i) => answerOf(manifest, output, i)),
          (error: unknown) => {
            log.error({ model: model.name, error }, 'inference failed');
            return chunk.map(() => failure('INTERNAL', 'The model failed on this input.'));
          },
        ),
      );
    }
    return (await Promise.all(chunks)).flat();
  };

  const toRow = (
    model: ServedModel,
    ready: Ready,
    answer: ModelAnswer | Failure,
    latencyMs: number,
    origin: PredictOrigin | undefined,
  ): PredictionRow => {
    const failed = 'code' in answer;
    return {
      id: origin ? ids.at(origin.atMs(ready.index)) : ids.next(now()),
      modelVersionId: model.champion.id,
      source: origin?.source ?? 'API',
      environment,
      subject: ready.subject,
      tags: ready.tags,
      ...(failed ? NO_ANSWER : answer),
      latencyMs: wholeMicroseconds(origin?.latencyMs(ready.index) ?? latencyMs),
      features: ready.encoded.values,
      flags: ready.encoded.flags,
      raw: ready.encoded.raw,
      errorCode: failed ? answer.code : null,
      action: ready.action,
      holdout: ready.holdout,
    };
  };

  const predictReady = async (
    model: ServedModel,
    ready: readonly Ready[],
    startedMs: number,
    origin: PredictOrigin | undefined,
  ): Promise<PredictResult[]> => {
    if (ready.length === 0) return [];
    const inferred = await infer(model, ready);
    const answers = origin ? inferred.map((answer, i) => origin.failure(ready[i].index) ?? answer) : inferred;
    const latencyMs = elapsed() - startedMs;
    const items = ready.map((item, i): RecordItem => {
      const row = toRow(model, item, answers[i], latencyMs, origin);
      const keep = item.key !== null && row.errorCode === null;
      const kept = keep ? { scope: model.name, key: item.key ?? '', fingerprint: item.fingerprint } : null;
      return { row, kept };
    });
    const recorded = await recorder.record(items);
    return items.map(({ row }, i): PredictResult => {
      const answer = answers[i];
      const problem = recorded[i] ?? ('code' in answer ? answer : null);
      return problem ? { ok: false, failure: problem } : { ok: true, row };
    });
  };

  return async (model, items, paths, origin) => {
    const startedMs = elapsed();
    const results = new Array<PredictResult>(items.length);
    const ready: Ready[] = [];
    items.forEach((item, index) => {
      const read = readItem(model, item, paths, index);
      if ('code' in read) results[index] = { ok: false, failure: read };
      else ready.push(read);
    });
    if (ready.length < items.length) dependencies.countRefused(model, items.length - ready.length);
    const fieldOf = (index: number) => paths.other(index, 'idempotencyKey');
    await answerByKey(results, ready, { keys, scope: model.name, fieldOf }, (some) =>
      predictReady(model, some, startedMs, origin),
    );
    return results;
  };
}

/** Reads row i of a model's output. */
export function answerOf(manifest: Manifest, output: ModelOutput, i: number): ModelAnswer | Failure {
  const { data, columns } = output;
  const at = i * columns;
  for (let c = 0; c < columns; c++) {
    if (!Number.isFinite(data[at + c])) return failure('INTERNAL', 'The model answered with no number.');
  }
  if (manifest.task === 'REGRESSION') return { ...NO_ANSWER, value: data[at] };
  if (manifest.task === 'MULTICLASS_CLASSIFICATION')
    return multiclassAnswer([...data.subarray(at, at + columns)]);
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  return binaryAnswer(manifest, data[columns === 1 ? at : at + positive]);
}

function fingerprintOf(encoded: EncodedRow, others: readonly unknown[]): string {
  return hash('sha256', JSON.stringify([encoded.values, encoded.raw, ...others]), 'hex');
}

/** Refuses a batch that is empty or too large before anything is done. */
export function checkBatchSize(items: readonly unknown[], field: string): void {
  if (items.length === 0) fail('BAD_USER_INPUT', 'a batch needs one item or more', field);
  if (items.length > MAX_BATCH_ITEMS) {
    fail('BAD_USER_INPUT', `a batch holds at most ${MAX_BATCH_ITEMS.toLocaleString('en')} items`, field);
  }
}
