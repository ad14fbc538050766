import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { customer, customerLiteral, customerNumber, customerWithout } from '../testing/customer.ts';
import { PREDICT, PREDICT_ANY, PREDICT_BATCH, type BatchData } from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { countRows } from '../testing/recompute.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let close: () => Promise<void>;

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());

const LONE_SURROGATE = '\ud800';

/** The request is answered with this one error, and leaves no row. */
async function expectRefused(
  query: string,
  variables: Record<string, unknown>,
  { code = 'BAD_USER_INPUT', field }: { code?: string; field: string },
) {
  const before = await countRows(app.db.sql);
  const answer = await app.client.request(query, variables);
  expect(onlyProblem(answer).extensions).toEqual({ code, field, retryable: false });
  expect(answer.data).toBeNull();
  expect(await countRows(app.db.sql)).toBe(before);
}

type Refused = [string, Record<string, unknown>, string];

const badInputs: Refused[] = [
  ['text for a number', customer({ tenure: 'four' }), 'tenure'],
  ['a number for text', customer({ gender: 5 }), 'gender'],
  ['a list for a number', customer({ tenure: [1, 2] }), 'tenure'],
  ['an object for text', customer({ gender: { name: 'Female' } }), 'gender'],
  ['a boolean for a number', customer({ complain: true }), 'complain'],
  ['a required feature left out', customerWithout('gender'), 'gender'],
  ['a required feature that is null', customer({ cityTier: null }), 'cityTier'],
  ['a field that is no feature', customer({ age: 40 }), 'age'],
];

const badTexts: Refused[] = [
  ['a NUL byte in a category', customer({ gender: 'Fe\0male' }), 'gender'],
  ['half of a surrogate pair in a category', customer({ gender: LONE_SURROGATE }), 'gender'],
  ['a category of 501 characters', customer({ gender: 'x'.repeat(501) }), 'gender'],
];

const badOptions: Refused[] = [
  ['a NUL byte in the subject', { subject: 'a\0b' }, 'subject'],
  ['half of a surrogate pair in the subject', { subject: `a${LONE_SURROGATE}` }, 'subject'],
  ['a subject of 201 characters', { subject: 'x'.repeat(201) }, 'subject'],
  ['an empty subject', { subject: '' }, 'subject'],
  ['a NUL byte in the key', { idempotencyKey: '\0' }, 'idempotencyKey'],
  ['half of a surrogate pair in the key', { idempotencyKey: LONE_SURROGATE }, 'idempotencyKey'],
  ['a key of 201 characters', { idempotencyKey: 'k'.repeat(201) }, 'idempotencyKey'],
  ['an empty key', { idempotencyKey: '' }, 'idempotencyKey'],
  ['a NUL byte in a tag', { tags: ['fine', 'not\0fine'] }, 'tags'],
  ['half of a surrogate pair in a tag', { tags: [LONE_SURROGATE] }, 'tags'],
  ['a tag of 101 characters', { tags: ['x'.repeat(101)] }, 'tags'],
  ['21 tags', { tags: Array.from({ length: 21 }, (_, i) => `tag${i}`) }, 'tags'],
];

const badOptionTypes: Refused[] = [
  ['a number as the subject', { subject: 5 }, 'subject'],
  ['a number as the key', { idempotencyKey: 5 }, 'idempotencyKey'],
  ['null as a tag', { tags: [null] }, 'tags.0'],
];

/** GraphQL documents have no escape for half of a surrogate pair: it is a syntax error. */
const wellFormed = (cases: Refused[]) => cases.filter(([name]) => !name.includes('surrogate'));

describe('one prediction with variables', () => {
  test.each([...badInputs, ...badTexts])('with %s is refused', (_, input, feature) =>
    expectRefused(PREDICT, { input }, { field: `input.${feature}` }),
  );
  test.each([...badOptions, ...badOptionTypes])('with %s is refused', (_, options, field) =>
    expectRefused(PREDICT, { input: customer(), ...options }, { field }),
  );
  test.each([
    ['text', 'nothing'],
    ['null', null],
    ['a list', [1]],
  ])('with %s as the input is refused', (_, input) => expectRefused(PREDICT, { input }, { field: 'input' }));

  test('names the argument, whatever the variable is called', () =>
    expectRefused(
      'mutation ($who: ChurnInput!) { predictChurn(input: $who) { id } }',
      { who: customer({ tenure: 'four' }) },
      { field: 'input.tenure' },
    ));
});

describe('one prediction written out in the document', () => {
  const document = (input: Record<string, unknown>, more = '') =>
    `mutation { predictChurn(input: ${customerLiteral(input)} ${more}) { id } }`;

  test.each(badInputs)('with %s is refused', (_, input, feature) =>
    expectRefused(document(input), {}, { field: `input.${feature}` }),
  );
  test.each(wellFormed(badTexts))('with %s is refused', (_, input, feature) =>
    expectRefused(document(input), {}, { field: `input.${feature}` }),
  );
  test.each([...wellFormed(badOptions), ...badOptionTypes])('with %s is refused', (_, options, field) => {
    const [[name, value]] = Object.entries(options);
    return expectRefused(document(customer(), `${name}: ${JSON.stringify(value)}`), {}, { field });
  });
  test('with half of a surrogate pair is no GraphQL', async () => {
    const before = await countRows(app.db.sql);
    const answer = await app.client.request(
      document(customer(), `subject: "${JSON.stringify(LONE_SURROGATE).slice(1, -1)}"`),
    );
    expect(onlyProblem(answer).extensions).toEqual({ code: 'BAD_USER_INPUT', retryable: false });
    expect(await countRows(app.db.sql)).toBe(before);
  });
  test('without any input is refused', () =>
    expectRefused('mutation { predictChurn { id } }', {}, { field: 'input' }));
});

describe('the untyped mutation', () => {
  test.each([...badInputs, ...badTexts])('with %s is refused', (_, features, feature) =>
    expectRefused(PREDICT_ANY, { model: 'churn', features }, { field: `features.${feature}` }),
  );
  test.each([
    ['text', 'nothing'],
    ['a list', [1]],
  ])('with %s as the features is refused', (_, features) =>
    expectRefused(PREDICT_ANY, { model: 'churn', features }, { field: 'features' }),
  );
  test('with an unknown model is refused', () =>
    expectRefused(
      PREDICT_ANY,
      { model: 'nobody', features: customer() },
      { code: 'UNKNOWN_MODEL', field: 'model' },
    ));
  test('with a feature under both of its names is refused', () =>
    expectRefused(
      PREDICT_ANY,
      { model: 'churn', features: { ...customer(), Tenure: 5 } },
      { field: 'features' },
    ));
});

describe('a batch', () => {
  test('without items is refused', () => expectRefused(PREDICT_BATCH, { items: [] }, { field: 'items' }));

  test('of 10,001 items is refused as a whole', () => {
    const items = Array.from({ length: 10_001 }, () => ({ input: customer() }));
    return expectRefused(PREDICT_BATCH, { items }, { field: 'items' });
  });

  test.each([
    ['a number as the subject', { input: customer(), subject: 5 }, 'items.1.subject'],
    ['a field that an item has not', { input: customer(), customer: 'x' }, 'items.1.customer'],
    ['null as a tag', { input: customer(), tags: [null] }, 'items.1.tags.0'],
  ])('with %s is refused as a whole, and says where', (_, item, field) =>
    expectRefused(PREDICT_BATCH, { items: [{ input: customer() }, item] }, { field }),
  );

  test('written out in the document names the place too', () =>
    expectRefused(
      `mutation { predictChurnBatch(items: [{ input: ${customerLiteral()} }, { input: ${customerLiteral()}, subject: 5 }]) { errors { index } } }`,
      {},
      { field: 'items.1.subject' },
    ));

  const everyBadItem: [string, unknown, string][] = [
    ...[...badInputs, ...badTexts].map(([name, input, feature]): [string, unknown, string] => [
      name,
      { input },
      `input.${feature}`,
    ]),
    ...badOptions.map(([name, options, field]): [string, unknown, string] => [
      name,
      { input: customer(), ...options },
      field,
    ]),
  ];
  test.each(everyBadItem)('keeps its good items beside one with %s', async (_, bad, field) => {
    const before = await countRows(app.db.sql);
    const items = [{ input: customerNumber(1) }, bad, { input: customerNumber(2) }];
    const { results, errors } = await app.client.predictBatch(items);
    expect(errors).toEqual([
      { index: 1, code: 'BAD_USER_INPUT', field: `items.1.${field}`, message: expect.any(String) },
    ]);
    expect(results.map((result) => result?.features.tenure ?? null)).toEqual([1, null, 2]);
    expect(await countRows(app.db.sql)).toBe(before + 2);
  });

  test('with bad items written out in the document keeps the good ones', async () => {
    const items = [customerLiteral(), customerLiteral(customer({ tenure: 'four' }))].map(
      (input) => `{ input: ${input} }`,
    );
    const { predictChurnBatch } = await app.client.ask<BatchData>(
      `mutation { predictChurnBatch(items: [${items.join(', ')}]) { results { id } errors { index code field message } } }`,
    );
    expect(predictChurnBatch.results.map((result) => result !== null)).toEqual([true, false]);
    expect(predictChurnBatch.errors.map(({ field }) => field)).toEqual(['items.1.input.tenure']);
  });
});

describe('what was refused', () => {
  test('is counted beside the predictions, and is part of no rate', async () => {
    await settledRefused();
    const before = await app.client.performance();
    await app.client.request(PREDICT_ANY, { model: 'churn', features: { gender: 5 } });
    await app.client.request(PREDICT, { input: customer(), subject: '' });
    // Refused by GraphQL, before any resolver runs.
    await app.client.request(PREDICT, { input: customer({ tenure: 'four' }) });
    await app.client.predictBatch([
      { input: {} },
      { input: customer() },
      { input: customer({ gender: 'a\0' }) },
    ]);
    await vi.waitFor(
      async () => {
        const after = await app.client.performance();
        expect(after.refused - before.refused).toBe(5);
        expect(after.totalPredictions - before.totalPredictions).toBe(1);
        expect(after.errors).toBe(before.errors);
      },
      { timeout: 5_000 },
    );
  });

  /** What earlier tests refused is written within a second. */
  async function settledRefused() {
    let last = -1;
    await vi.waitFor(
      async () => {
        const { refused } = await app.client.performance();
        const isSettled = refused === last;
        last = refused;
        expect(isSettled).toBe(true);
      },
      { timeout: 10_000, interval: 1_200 },
    );
  }
});

test('nothing that was refused is an error of the server', () => {
  expect(app.logs).toEqual([]);
});
