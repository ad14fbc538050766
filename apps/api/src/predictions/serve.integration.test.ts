import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { compileFeatureCodec } from '@kilter/core/features/feature-codec';
import { manifestSchema } from '@kilter/core/features/manifest';
import { createMicroBatcher } from '../models/micro-batcher.ts';
import { customer, customerNumber, customerWithout, type CustomerInput } from '../testing/customer.ts';
import {
  PREDICT,
  PREDICT_ANY,
  PREDICTION,
  PREDICTIONS,
  type PredictionAnswer,
  type PredictionsData,
} from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { countRows, readRollups, storedIds } from '../testing/recompute.ts';
import { shippedModel } from '../testing/server-process.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let close: () => Promise<void>;

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1, {
    KILTER_ENVIRONMENT: 'staging',
  });
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());
beforeEach(() => {
  app.logs.length = 0;
});

describe('a prediction', () => {
  test('has an answer, and is stored as it was answered', async () => {
    const answer = await app.client.predict(customer(), { subject: 'customer-1', tags: ['spring', 'a "b"'] });
    expect(answer).toMatchObject({
      label: 'no_churn',
      subject: 'customer-1',
      tags: ['spring', 'a "b"'],
      features: customer(),
      flags: [],
      errorCode: null,
      environment: 'staging',
      source: 'API',
      model: { name: 'churn' },
    });
    expect(answer.latencyMs).toBeGreaterThan(0);
    expect(Math.abs(Date.parse(answer.at) - Date.now())).toBeLessThan(60_000);
    expect(answer.probabilities.map(({ label }) => label)).toEqual(['no_churn', 'churn']);
    const { prediction } = await app.client.ask<{ prediction: PredictionAnswer }>(PREDICTION, {
      id: answer.id,
    });
    expect(prediction).toEqual(answer);
  });

  test('is what onnxruntime answers on the same encoded row', async () => {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(shippedModel('manifest.json'), 'utf8')));
    const session = await InferenceSession.create(shippedModel('model.onnx'));
    const codec = compileFeatureCodec(manifest);
    const inputs = [
      ...Array.from({ length: 20 }, (_, i) => customerNumber(i)),
      customerWithout('tenure', 'couponUsed'),
      customer({ gender: 'Unknown', cashbackAmount: 1e40 }),
    ];
    const rows = new Float32Array(inputs.length * codec.width);
    inputs.forEach((input, i) => {
      const encoded = codec.encode(input, 'input');
      if (!encoded.ok) throw new Error(encoded.failure.message);
      codec.modelInput(encoded.row.values, rows, i * codec.width);
    });
    const feeds = { [manifest.onnx.input]: new Tensor('float32', rows, [inputs.length, codec.width]) };
    const outputs = await session.run(feeds, [manifest.onnx.output]);
    const expected = [...outputs[manifest.onnx.output].data].map(Number);
    const columns = expected.length / inputs.length;
    const positive = columns === 1 ? 0 : manifest.classes.indexOf(manifest.positiveClass ?? '');

    const { results } = await app.client.predictBatch(inputs.map((input) => ({ input })));
    expect(results.map((result) => result?.probability)).toEqual(
      inputs.map((_, i) => expected[i * columns + positive]),
    );
    for (const result of results) {
      const isChurn = (result?.probability ?? Number.NaN) >= manifest.threshold;
      expect(result?.label).toBe(isChurn ? 'churn' : 'no_churn');
    }
    await session.release();
  });

  test('by the untyped mutation is the same as by the typed one', async () => {
    const typed = await app.client.predict(customer());
    const { predict } = await app.client.ask<{ predict: PredictionAnswer }>(PREDICT_ANY, {
      model: 'churn',
      features: customer(),
    });
    expect(predict).toEqual({ ...typed, id: predict.id, at: predict.at, latencyMs: predict.latencyMs });
  });

  test('takes the names of the source data and its second spellings too', async () => {
    const { predict } = await app.client.ask<{ predict: PredictionAnswer }>(PREDICT_ANY, {
      model: 'churn',
      features: {
        ...customerWithout('tenure', 'preferredLoginDevice'),
        Tenure: 4,
        PreferredLoginDevice: 'Phone',
      },
    });
    expect(predict.features).toEqual(customer());
    expect(predict.flags).toEqual([]);
  });

  const flagged: [string, CustomerInput, PredictionAnswer['flags']][] = [
    [
      'missing values, left out or null',
      { ...customerWithout('tenure'), couponUsed: null },
      [
        { feature: 'tenure', kind: 'MISSING', message: 'tenure is missing' },
        { feature: 'couponUsed', kind: 'MISSING', message: 'couponUsed is missing' },
      ],
    ],
    [
      'an unseen category',
      customer({ gender: 'O"Brien \\ 日本' }),
      [
        {
          feature: 'gender',
          kind: 'UNSEEN_CATEGORY',
          message: 'gender "O"Brien \\ 日本" is not a category the model has seen',
        },
      ],
    ],
    [
      'a value out of its usual range',
      customer({ tenure: 400 }),
      [{ feature: 'tenure', kind: 'OUT_OF_RANGE', message: 'tenure 400 is outside the usual 0 to 31' }],
    ],
  ];
  test.each(flagged)('with %s is served and flagged', async (_, input, flags) => {
    const answer = await app.client.predict(input);
    expect(answer.probability).toBeGreaterThan(0);
    expect(answer.flags).toEqual(flags);
    const { prediction } = await app.client.ask<{ prediction: PredictionAnswer }>(PREDICTION, {
      id: answer.id,
    });
    expect(prediction).toEqual(answer);
    for (const { feature } of flags) expect(answer.features[feature]).toEqual(input[feature] ?? null);
  });

  test('that is unknown is null, and what is no id is refused', async () => {
    const unknown = '01890000-0000-7000-8000-000000000000';
    expect(await app.client.ask(PREDICTION, { id: unknown })).toEqual({ prediction: null });
    const problem = onlyProblem(await app.client.request(PREDICTION, { id: 'nonsense' }));
    expect(problem.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'id', retryable: false });
  });
});

describe('a batch', () => {
  test('keeps its good items in order when others are bad, and says where each is bad', async () => {
    const before = await countRows(app.db.sql);
    const { results, errors } = await app.client.predictBatch([
      { input: customerNumber(1), subject: 'first' },
      { input: customer({ tenure: 'four' }) },
      { input: customerNumber(2), subject: 'second' },
      { input: customerWithout('gender') },
      { input: customerNumber(3), subject: 'third', idempotencyKey: 'batch-third' },
      { input: [] },
      { input: customer(), subject: 'a\0b' },
    ]);
    expect(results.map((result) => result?.subject ?? null)).toEqual([
      'first',
      null,
      'second',
      null,
      'third',
      null,
      null,
    ]);
    expect(errors.map(({ index, code, field }) => [index, code, field])).toEqual([
      [1, 'BAD_USER_INPUT', 'items.1.input.tenure'],
      [3, 'BAD_USER_INPUT', 'items.3.input.gender'],
      [5, 'BAD_USER_INPUT', 'items.5.input'],
      [6, 'BAD_USER_INPUT', 'items.6.subject'],
    ]);
    expect(await countRows(app.db.sql)).toBe(before + 3);
    const singles = await Promise.all([1, 2, 3].map((i) => app.client.predict(customerNumber(i))));
    expect(results.flatMap((result) => (result ? [result.probability] : []))).toEqual(
      singles.map(({ probability }) => probability),
    );
  });

  test('of ten thousand items is answered in order, every row stored', async () => {
    const before = new Set(await storedIds(app.db.sql));
    const items = Array.from({ length: 10_000 }, (_, i) => ({ input: customerNumber(i), subject: `s${i}` }));
    const { results, errors } = await app.client.predictBatch(items);
    expect(errors).toEqual([]);
    expect(results.map((result) => result?.subject)).toEqual(items.map(({ subject }) => subject));
    expect(results.map((result) => result?.features.tenure)).toEqual(items.map((_, i) => i % 31));
    const stored = (await storedIds(app.db.sql)).filter((id) => !before.has(id));
    expect(stored).toEqual(results.map((result) => result?.id).sort());
  });
});

describe('a model that fails', () => {
  const broken = async (run: () => Promise<never>, test: () => Promise<void>) => {
    const model = app.app.registry.find('churn');
    const { batcher } = model;
    model.batcher = createMicroBatcher({ run }, model.manifest.features.length);
    try {
      await test();
    } finally {
      model.batcher = batcher;
    }
  };

  test('answers INTERNAL, stores a row with the error, and tells nobody why but the log', async () => {
    const secret = 'password=hunter2 at /srv/secret/model.onnx';
    await broken(
      () => Promise.reject(new Error(secret)),
      async () => {
        const before = await app.client.performance();
        const response = await app.client.request(PREDICT, { input: customer(), subject: 'broken-model' });
        const { message, extensions } = onlyProblem(response);
        expect(extensions).toMatchObject({ code: 'INTERNAL', retryable: false });
        expect(JSON.stringify(response)).not.toContain('hunter2');
        expect(JSON.stringify(response)).not.toContain('onnx');
        expect(message.length).toBeGreaterThan(0);
        expect(app.logs.join('')).toContain('hunter2');
        const rows = await app.db.sql`
          SELECT label, probability, confidence, error_code FROM prediction WHERE subject = 'broken-model'`;
        expect([...rows]).toEqual([
          { label: null, probability: null, confidence: null, error_code: 'INTERNAL' },
        ]);
        const after = await app.client.performance();
        expect(after.errors - before.errors).toBe(1);
        expect(after.totalPredictions - before.totalPredictions).toBe(1);
        expect(after.refused).toBe(before.refused);
      },
    );
    expect((await app.client.predict(customer())).errorCode).toBeNull();
  });

  test('does not use up an idempotency key', async () => {
    const options = { idempotencyKey: 'while-broken' };
    await broken(
      () => Promise.reject(new Error('no')),
      async () => {
        const response = await app.client.request(PREDICT, { input: customer(), ...options });
        expect(onlyProblem(response).extensions.code).toBe('INTERNAL');
      },
    );
    const first = await app.client.predict(customer(), options);
    expect(await app.client.predict(customer(), options)).toEqual(first);
  });
});

test('what is unexpected is masked, and found in the log by its id', async () => {
  const { registry } = app.app;
  const { versionsOf } = registry;
  registry.versionsOf = () => {
    throw new Error('secret detail of /srv/kilter');
  };
  try {
    const response = await app.client.request(PREDICTIONS, { first: 1 });
    const { message, extensions } = onlyProblem(response);
    expect(extensions).toMatchObject({ code: 'INTERNAL', retryable: false });
    expect(extensions.errorId).toMatch(/^[0-9a-f-]{36}$/);
    expect(message).toContain(extensions.errorId);
    expect(JSON.stringify(response)).not.toContain('secret');
    const logged = app.logs.find((line) => line.includes(extensions.errorId ?? 'none'));
    expect(logged).toContain('secret detail of /srv/kilter');
  } finally {
    registry.versionsOf = versionsOf;
  }
});

describe('the list of predictions', () => {
  const page = async (variables: Record<string, unknown>) =>
    (await app.client.ask<PredictionsData>(PREDICTIONS, variables)).predictions;

  test('read forwards and backwards names every prediction once, newest first', async () => {
    const newestFirst = (await storedIds(app.db.sql)).reverse();
    expect(newestFirst.length).toBeGreaterThan(10_000);

    const forwards: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { edges, pageInfo } = await page({ first: 499, after });
      forwards.push(...edges.map(({ node }) => node.id));
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(forwards).toEqual(newestFirst);

    const backwards: string[] = [];
    for (let before: string | null = null, more = true; more;) {
      const { edges, pageInfo } = await page({ last: 499, before });
      backwards.unshift(...edges.map(({ node }) => node.id));
      expect(pageInfo.startCursor).toBe(edges[0].cursor);
      before = pageInfo.startCursor;
      more = pageInfo.hasPreviousPage;
    }
    expect(backwards).toEqual(newestFirst);
  });

  test('goes on behind a cursor while new predictions come in', async () => {
    const first = await page({ first: 3 });
    await app.client.predict(customer());
    const second = await page({ first: 3, after: first.pageInfo.endCursor });
    const together = await page({ first: 7 });
    expect([...first.edges, ...second.edges]).toEqual(together.edges.slice(1));
  });

  test('ends behind the oldest one', async () => {
    const oldest = (await storedIds(app.db.sql))[0];
    const { edges, pageInfo } = await page({ first: 5, after: oldest });
    expect(edges).toEqual([]);
    expect(pageInfo.hasNextPage).toBe(false);
  });

  const wrong: [string, Record<string, unknown>, string, string | undefined][] = [
    ['a cursor that is none', { first: 5, after: 'nonsense' }, 'BAD_USER_INPUT', 'after'],
    ['a negative number of rows', { first: -1 }, 'BAD_USER_INPUT', 'first'],
    ['a negative number of rows from behind', { last: -1 }, 'BAD_USER_INPUT', 'last'],
    ['an unknown model', { first: 1, model: 'nobody' }, 'UNKNOWN_MODEL', 'model'],
  ];
  test.each(wrong)('refuses %s', async (_, variables, code, field) => {
    const { extensions } = onlyProblem(await app.client.request(PREDICTIONS, variables));
    expect(extensions).toEqual({ code, field, retryable: false });
  });
});

test('the minutes equal a recomputation from the raw rows', async () => {
  await vi.waitFor(async () => {
    const { stored, recomputed } = await readRollups(app.db.sql);
    expect(recomputed.size).toBeGreaterThan(0);
    expect(stored).toEqual(recomputed);
  });
});
