import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '@kilter/core/errors/error-code';
import { createIdFactory, idTimeMs } from '@kilter/core/ids/uuid-v7';
import { DAY_MS } from '@kilter/core/time/units';
import { createLogger } from '../logger.ts';
import { createRequestErrors, type RequestErrors, type StoredError } from './request-errors.ts';

const nowMs = Date.UTC(2026, 0, 5, 12);
let stored: StoredError[];
/** What the database says to the next tries. */
let problems: { code: string }[];
let errors: RequestErrors;
beforeEach(() => {
  stored = [];
  problems = [];
  errors = createRequestErrors({
    store: async (rows) => {
      const problem = problems.shift();
      if (problem) throw problem;
      stored.push(...rows);
    },
    ids: createIdFactory((bytes) => crypto.getRandomValues(bytes)),
    log: createLogger('silent'),
    now: () => nowMs,
  });
});

const origin = { modelVersionId: 1, requestId: 'first', atMs: nowMs };
const note = (field: string | null, changes: Partial<typeof origin> = {}) =>
  errors.note(failure('BAD_USER_INPUT', 'is wrong', field), { ...origin, ...changes });

describe('equal errors', () => {
  test('of a second are one, with the first request', async () => {
    note('items.1.input.age');
    note('items.2.input.age', { requestId: 'second', atMs: nowMs + 999 });
    await errors.write();
    expect(stored).toMatchObject([{ field: 'items.*.input.age', rows: 2, requestId: 'first' }]);
    expect(idTimeMs(stored[0].id)).toBe(nowMs);
  });

  test.each<[string, Partial<typeof origin>]>([
    ['seconds', { atMs: nowMs + 1_000 }],
    ['versions', { modelVersionId: 2 }],
  ])('of different %s are two', async (_, changes) => {
    note('input.age');
    note('input.age', changes);
    await errors.write();
    expect(stored.map(({ rows }) => rows)).toEqual([1, 1]);
  });
});

test('past five hundred different ones the number is kept by code', async () => {
  for (let i = 0; i < 650; i++) note(`input.f${i}`);
  errors.note(failure('INTERNAL', 'broken'), origin);
  await errors.write();
  expect(stored).toHaveLength(502);
  expect(stored.slice(500).map(({ code, rows }) => [code, rows])).toEqual([
    ['BAD_USER_INPUT', 150],
    ['INTERNAL', 1],
  ]);
});

test('what a lost database does not take comes with the next call, once; a defect is given up', async () => {
  problems = [{ code: '08006' }, { code: 'ECONNREFUSED' }];
  note('a');
  await errors.write();
  note('b');
  await errors.write();
  expect(stored).toEqual([]);
  await errors.write();
  await errors.write();
  expect(stored.map(({ field }) => field)).toEqual(['a', 'b']);
  problems = [{ code: '42P01' }];
  note('c');
  await errors.write();
  await errors.write();
  expect(stored).toHaveLength(2);
});

test('errors older than what is kept are not written; the same object is known again', async () => {
  const old = failure('INTERNAL', 'old');
  errors.note(old, { ...origin, atMs: nowMs - 31 * DAY_MS });
  await errors.write();
  expect(stored).toEqual([]);
  expect([errors.isNoted(old), errors.isNoted({ ...old })]).toEqual([true, false]);
});
