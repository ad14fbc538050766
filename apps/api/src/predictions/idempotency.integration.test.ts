import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { customer, customerNumber } from '../testing/customer.ts';
import { PREDICT } from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { readRollups } from '../testing/recompute.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const CONFLICT = { code: 'IDEMPOTENCY_CONFLICT', retryable: false };

describe.each(inject('postgresServers'))('a repeated idempotency key on $name', ({ target }) => {
  let apps: TestApp[];
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ apps, close } = await startTestApps(target, 2));
  });
  afterAll(() => close());

  const rowsOf = async (subject: string) => {
    const rows = await apps[0].db.sql<{ id: string }[]>`SELECT id FROM prediction WHERE subject = ${subject}`;
    return rows.map(({ id }) => id);
  };

  test('gives the first answer again', async () => {
    const options = { idempotencyKey: 'one after the other', subject: 'sequential' };
    const first = await apps[0].client.predict(customer(), options);
    expect(await apps[0].client.predict(customer(), options)).toEqual(first);
    expect(await apps[1].client.predict(customer(), options)).toEqual(first);
    expect(await rowsOf('sequential')).toEqual([first.id]);
  });

  test('gives a flagged answer again as it was, missing values included', async () => {
    const input = customer({ tenure: null, gender: 'Unknown' });
    const options = { idempotencyKey: 'with flags' };
    const first = await apps[0].client.predict(input, options);
    expect(first.flags).toHaveLength(2);
    expect(await apps[1].client.predict(input, options)).toEqual(first);
  });

  test('gives one answer to many at once', async () => {
    const options = { idempotencyKey: 'at once', subject: 'concurrent' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => apps[0].client.predict(customer(), options)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await rowsOf('concurrent')).toEqual([answers[0].id]);
  });

  test('gives one answer to many at once over two servers, also amid other predictions', async () => {
    for (let round = 0; round < 10; round++) {
      const subject = `race ${round}`;
      const options = { idempotencyKey: subject, subject };
      const others: Promise<unknown>[] = [];
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, i) => {
          others.push(apps[i % 2].client.predict(customerNumber(i), { subject: 'bystander' }));
          return apps[i % 2].client.predict(customer(), options);
        }),
      );
      await Promise.all(others);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(await rowsOf(subject)).toEqual([answers[0].id]);
    }
    expect(await rowsOf('bystander')).toHaveLength(80);
  });

  test('gives one answer within one batch', async () => {
    const item = { input: customer(), idempotencyKey: 'in a batch', subject: 'batch' };
    const { results, errors } = await apps[0].client.predictBatch([item, { input: customerNumber(7) }, item]);
    expect(errors).toEqual([]);
    expect(results[2]).toEqual(results[0]);
    expect(results[1]?.id).not.toBe(results[0]?.id);
    expect(await rowsOf('batch')).toEqual([results[0]?.id]);
    const again = await apps[1].client.predictBatch([item]);
    expect(again.results).toEqual([results[0]]);
  });

  test('gives each item its answer when two servers get the same batch at once', async () => {
    const items = Array.from({ length: 300 }, (_, i) => ({
      input: customerNumber(i),
      idempotencyKey: `twin ${i}`,
      subject: 'twins',
    }));
    const [one, other] = await Promise.all(apps.map((app) => app.client.predictBatch(items)));
    expect([...one.errors, ...other.errors]).toEqual([]);
    expect(other.results).toEqual(one.results);
    expect((await rowsOf('twins')).sort()).toEqual(one.results.map((result) => result?.id).sort());
  });

  const others: [string, Record<string, unknown>][] = [
    ['another input', { input: customer({ tenure: 5 }) }],
    ['another subject', { subject: 'somebody else' }],
    ['other tags', { tags: ['other'] }],
  ];
  test.each(others)('with %s is a conflict, and stores nothing', async (name, changes) => {
    const request = { input: customer(), subject: `conflict with ${name}`, idempotencyKey: name };
    const first = onlyAnswer(await apps[0].client.request(PREDICT, request));
    const second = await apps[1].client.request(PREDICT, { ...request, ...changes });
    expect(onlyProblem(second).extensions).toEqual({ ...CONFLICT, field: 'idempotencyKey' });
    expect(await rowsOf(request.subject)).toEqual([first]);
    expect(await rowsOf('somebody else')).toEqual([]);
  });

  test('with another input at the same time is a conflict for one of them', async () => {
    const subject = 'contested';
    const answers = await Promise.all(
      [1, 2].map((tenure) =>
        apps[tenure - 1].client.request(PREDICT, {
          input: customer({ tenure }),
          subject,
          idempotencyKey: subject,
        }),
      ),
    );
    const refused = answers.filter(({ errors }) => errors.length > 0);
    expect(refused.map((answer) => onlyProblem(answer).extensions)).toEqual([
      { ...CONFLICT, field: 'idempotencyKey' },
    ]);
    expect(await rowsOf(subject)).toHaveLength(1);
  });

  test('with another input in a batch is a conflict of that item alone', async () => {
    const item = (tenure: number, idempotencyKey: string) => ({
      input: customer({ tenure }),
      idempotencyKey,
      subject: 'batch conflict',
    });
    const { results, errors } = await apps[0].client.predictBatch([
      item(1, 'one'),
      item(2, 'one'),
      item(3, 'three'),
    ]);
    expect(results.map((result) => result?.features.tenure ?? null)).toEqual([1, null, 3]);
    expect(errors).toMatchObject([
      { index: 1, code: 'IDEMPOTENCY_CONFLICT', field: 'items.1.idempotencyKey' },
    ]);
    expect(await rowsOf('batch conflict')).toHaveLength(2);
  });

  test('leaves minutes that equal a recomputation from the raw rows', async () => {
    const { stored, recomputed } = await readRollups(apps[0].db.sql);
    expect(recomputed.size).toBeGreaterThan(0);
    expect(stored).toEqual(recomputed);
  });
});

function onlyAnswer({ data, errors }: { data: unknown; errors: unknown[] }): string {
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ predictChurn: { id: expect.any(String) } });
  const { predictChurn }: { predictChurn: { id: string } } = JSON.parse(JSON.stringify(data));
  return predictChurn.id;
}
