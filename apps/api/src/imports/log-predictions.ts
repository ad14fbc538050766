import { hash } from 'node:crypto';
import { fail, failure, type Failure } from '@kilter/core/errors/error-code';
import { givenTextProblem, MAX_TEXT } from '@kilter/core/features/text-limits';
import type { IdFactory } from '@kilter/core/ids/uuid-v7';
import { readLogged, type LoggedPrediction } from '@kilter/core/imports/logged-prediction';
import type { KnownVersion, Registry, ServedModel } from '../models/registry.ts';
import { answerByKey } from '../predictions/answer-by-key.ts';
import type { IdempotencyKeys } from '../predictions/idempotency.ts';
import type { PredictResult } from '../predictions/predict.ts';
import type { Recorder, RecordItem } from '../predictions/recorder.ts';
import { toPredictionRow } from './to-prediction-row.ts';

/** A prediction that another system has made. */
export interface LoggedItem {
  features?: unknown;
  at: Date;
  label?: string | null;
  /** Binary: of the positive class; others: of the label. */
  probability?: number | null;
  /** In the order of the classes. */
  probabilities?: readonly number[] | null;
  value?: number | null;
  errorCode?: string | null;
  subject?: string | null;
  latencyMs?: number | null;
  tags?: readonly string[] | null;
  environment?: string | null;
  action?: string | null;
  holdout?: boolean | null;
  idempotencyKey?: string | null;
}

export interface LoggedBatch {
  /** Left out: the default model. */
  model?: string | null;
  /** Left out: the champion. */
  modelVersion?: string | null;
  items: readonly LoggedItem[];
}

/** One result an item, in their order. Throws UNKNOWN_MODEL, and NOT_FOUND for a version that is not known. */
export type LogPredictions = (batch: LoggedBatch) => Promise<PredictResult[]>;

interface Dependencies {
  registry: Registry;
  recorder: Recorder;
  countRefused(model: ServedModel, rows: number): void;
  /** Told of every item that is refused or fails, with the time of its prediction (Unix ms). */
  onFailure(failure: Failure, of: { modelVersionId: number; atMs: number }): void;
  keys: IdempotencyKeys;
  ids: IdFactory;
  /** Of items that name none. */
  environment: string;
  /** Rows before this (Unix ms) are not kept. */
  oldestMs(): Promise<number>;
  /** Unix milliseconds. */
  now(): number;
}

interface Ready {
  index: number;
  logged: LoggedPrediction;
  key: string | null;
  fingerprint: string;
}

/**
 * The verb behind logPredictions: encode, check the answer, look up idempotency keys, record; answers after the commit. The
 * model is not asked, and need not be loaded. An item that fails leaves its neighbours alone.
 */
export function createLogPredictions(dependencies: Dependencies): LogPredictions {
  const { registry, recorder, countRefused, onFailure, keys, ids, environment, oldestMs, now } = dependencies;

  const recordReady = async (
    model: ServedModel,
    version: KnownVersion,
    ready: readonly Ready[],
  ): Promise<PredictResult[]> => {
    if (ready.length === 0) return [];
    const items = ready.map(({ logged, key, fingerprint }): RecordItem => {
      const id = ids.at(logged.atMs);
      const row = toPredictionRow(logged, { id, modelVersionId: version.id, environment });
      return { row, kept: key === null ? null : { scope: model.name, key, fingerprint } };
    });
    const recorded = await recorder.record(items);
    return items.map(({ row }, i): PredictResult => {
      const problem = recorded[i];
      return problem === null ? { ok: true, row } : { ok: false, failure: problem };
    });
  };

  return async ({ model: name, modelVersion, items }) => {
    const model = registry.find(name);
    const version = findVersion(registry, model, modelVersion ?? null);
    const results = new Array<PredictResult>(items.length);
    const times = { nowMs: now(), oldestMs: await oldestMs() };
    const ready: Ready[] = [];
    items.forEach((item, index) => {
      const read = readItem(version, item, index, times);
      if ('code' in read) results[index] = { ok: false, failure: read };
      else ready.push(read);
    });
    if (ready.length < items.length) countRefused(model, items.length - ready.length);
    const fieldOf = (index: number) => `items.${index}.idempotencyKey`;
    await answerByKey(results, ready, { keys, scope: model.name, fieldOf }, (some) =>
      recordReady(model, version, some),
    );
    results.forEach((result, index) => {
      if (result.ok) return;
      onFailure(result.failure, { modelVersionId: version.id, atMs: items[index].at.getTime() });
    });
    return results;
  };
}

function readItem(
  version: KnownVersion,
  item: LoggedItem,
  index: number,
  times: { nowMs: number; oldestMs: number },
): Ready | Failure {
  const fieldOf = (name: string) => `items.${index}.${name === 'atMs' ? 'at' : name}`;
  const read = readLogged(
    version,
    {
      features: item.features,
      atMs: item.at.getTime(),
      label: item.label ?? null,
      probability: item.probability ?? null,
      probabilities: item.probabilities ?? null,
      value: item.value ?? null,
      errorCode: item.errorCode ?? null,
      subject: item.subject ?? null,
      latencyMs: item.latencyMs ?? null,
      tags: item.tags ?? null,
      environment: item.environment ?? null,
      action: item.action ?? null,
      holdout: item.holdout ?? null,
    },
    times,
    fieldOf,
  );
  if (!read.ok) return read.failure;
  const key = item.idempotencyKey ?? null;
  const wrongKey = givenTextProblem(key, MAX_TEXT.idempotencyKey);
  if (wrongKey !== null) {
    return failure('BAD_USER_INPUT', `idempotencyKey ${wrongKey}`, fieldOf('idempotencyKey'));
  }
  const fingerprint =
    key === null ? '' : hash('sha256', JSON.stringify(['logged', version.id, read.logged]), 'hex');
  return { index, logged: read.logged, key, fingerprint };
}

function findVersion(registry: Registry, model: ServedModel, name: string | null): KnownVersion {
  if (name === null) return model.champion;
  const found = registry.versionsOf(model.name).find(({ version }) => version === name);
  if (found) return found;
  return fail('NOT_FOUND', `The model "${model.name}" has no version "${name}".`, 'modelVersion');
}
