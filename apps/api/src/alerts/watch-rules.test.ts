import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AlertRule } from '@kilter/core/alerts/alert';
import { builtInRules } from '@kilter/core/alerts/built-in-rules';
import { compileCounterLayout, layoutToStore } from '@kilter/core/sketches/rollup-counters';
import { compileFeatureCodec } from '@kilter/core/features/feature-codec';
import { manifestSchema } from '@kilter/core/features/manifest';
import type { FeedEntry, FeedKind } from '@kilter/db/queries/feed';
import { fail } from '@kilter/core/errors/error-code';
import type { Feed } from '../live/feed.ts';
import { endOf } from '../live/cursor.ts';
import { createLogger } from '../logger.ts';
import type { Registry, ServedModel } from '../models/registry.ts';
import { watchRules, type RuleWatch } from './watch-rules.ts';

const manifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'loan',
  version: '1',
  title: 'Loan',
  task: 'BINARY_CLASSIFICATION',
  features: [{ name: 'age', column: 'Age', kind: 'NUMERIC', required: true, minimum: 0, maximum: 9 }],
  target: { column: 'y' },
  classes: ['yes', 'no'],
  positiveClass: 'yes',
});
const served = (name: string, id: number): ServedModel => ({
  name,
  folder: name,
  manifest,
  champion: {
    id,
    modelId: id,
    modelName: name,
    version: '1',
    stage: 'CHAMPION',
    sha256: null,
    manifest,
    codec: compileFeatureCodec(manifest),
    layout: compileCounterLayout(manifest, layoutToStore(manifest, null)),
  },
  batcher: null,
  reason: null,
  reference: null,
  estimate: null,
  explainer: null,
});
const models = [served('loan', 1), served('fraud', 2)];
const registry: Registry = {
  models: () => models,
  unreadable: () => [],
  find: () => models[0],
  version: () => fail('NOT_FOUND', 'not asked for'),
  modelOf: (id) => models[id - 1]?.name ?? null,
  versionsOf: () => [],
  retryUnloaded: async () => false,
};
const rules = builtInRules(manifest, null);

let told: (entry: FeedEntry) => void;
const feed: Feed = {
  head: () => endOf(0),
  onEntry: (listener) => {
    told = listener;
  },
  wakers: new Set(),
  entriesAfter: async () => [],
  checkKept: async () => undefined,
  lagOf: () => 0,
  countRows: async () => 0,
  close: async () => undefined,
};
const tell = (kind: FeedKind, id: number) =>
  told({ seq: 1, kind, modelVersionIds: [id], rows: 1, idLiteral: '{}' });

/** What was looked at since the last time: "loan" of all its rules, "loan short" without those of long windows. */
let looks: string[];
let renewed: string[];
let watch: RuleWatch;
let fails: boolean;
let brokenModel: string;
const logs: string[] = [];

beforeEach(async () => {
  vi.useFakeTimers();
  looks = [];
  renewed = [];
  fails = false;
  brokenModel = '';
  logs.length = 0;
  watch = watchRules({
    feed,
    registry,
    renew: async ({ name }) => {
      if (fails) throw new Error('The database is away.');
      renewed.push(name);
    },
    evaluate: async ({ name }, isDue: (rule: AlertRule) => boolean = () => true) => {
      if (name === brokenModel) throw new Error('Its counters cannot be read.');
      looks.push(rules.every(isDue) ? name : `${name} short`);
    },
    now: Date.now,
    log: createLogger('warn', { write: (line: string) => logs.push(line) }),
  });
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(async () => {
  await watch.stop();
  vi.useRealTimers();
});

const after = async (seconds: number) => {
  looks = [];
  await vi.advanceTimersByTimeAsync(seconds * 1_000);
  return looks;
};

test('at the start every rule is renewed and looked at', () => {
  expect(renewed).toEqual(['loan', 'fraud']);
  expect(looks).toEqual(['loan', 'fraud']);
});

test('by the clock all models are looked at every 15 seconds, their long windows every minute', async () => {
  expect(await after(14)).toEqual([]);
  expect(await after(1)).toEqual(['loan short', 'fraud short']);
  expect(await after(44)).toEqual(['loan short', 'fraud short', 'loan short', 'fraud short']);
  expect(await after(1)).toEqual(['loan', 'fraud']);
});

test('a model that something came in for is looked at within 5 seconds, and once', async () => {
  tell('PREDICTIONS', 2);
  tell('LABELS', 2);
  expect(await after(5)).toEqual(['fraud short']);
  expect(await after(5)).toEqual([]);
});

test('its own alerts, and versions that nobody knows, wake nobody', async () => {
  tell('ALERTS', 1);
  tell('PREDICTIONS', 3);
  expect(await after(10)).toEqual([]);
});

test('when models have changed their rules are renewed', async () => {
  renewed = [];
  looks = [];
  watch.modelsChanged();
  await vi.advanceTimersByTimeAsync(0);
  expect(renewed).toEqual(['loan', 'fraud']);
  expect(looks).toEqual(['loan short', 'fraud short']);
});

test('what fails is logged, and tried again', async () => {
  fails = true;
  watch.modelsChanged();
  expect(await after(5)).toEqual([]);
  expect(logs).toHaveLength(2);
  fails = false;
  expect(await after(5)).toEqual(['loan short', 'fraud short']);
  expect(logs).toHaveLength(2);
});

test('a model that cannot be looked at does not keep the others from it', async () => {
  brokenModel = 'loan';
  expect(await after(15)).toEqual(['fraud short']);
  expect(logs).toHaveLength(1);
});

test('ends', async () => {
  await watch.stop();
  expect(await after(60)).toEqual([]);
});
