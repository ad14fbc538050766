import { expect, test } from 'vitest';
import { rememberFor } from './remember.ts';

test('an answer is asked for once while it is young, also by many at once', async () => {
  let nowMs = 0;
  let reads = 0;
  const read = rememberFor(
    100,
    () => nowMs,
    async () => ++reads,
  );
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  nowMs = 99;
  expect(await read()).toBe(1);
  nowMs = 100;
  expect(await read()).toBe(2);
});

test('a failure is told to all who waited, and forgotten', async () => {
  const answers = [Promise.reject(new Error('away')), Promise.resolve('there')];
  const read = rememberFor(
    100,
    () => 0,
    () => answers.shift() ?? Promise.resolve('nothing'),
  );
  const both = await Promise.allSettled([read(), read()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await read()).toBe('there');
});
