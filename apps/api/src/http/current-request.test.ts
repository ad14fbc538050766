import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { currentRequestId, requestIdOf, withRequest } from './current-request.ts';

const requestWith = (id?: string) => {
  const request = new IncomingMessage(new Socket());
  if (id !== undefined) request.headers['x-request-id'] = id;
  return request;
};

test.each(['abc-123', 'x'.repeat(128), '~!{"}'])('%s is taken as it was sent', (id) => {
  expect(requestIdOf(requestWith(id))).toBe(id);
});

test.each(['', 'x'.repeat(129), 'a b', 'ä', 'a\tb'])('%j is not taken, and one is made once', (id) => {
  const request = requestWith(id);
  expect(requestIdOf(request)).toMatch(/^[0-9a-f-]{36}$/);
  expect(requestIdOf(request)).toBe(requestIdOf(request));
});

test('the id is known in what is awaited, and to nobody else', async () => {
  const seen = async (id: string) => {
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    return [id, currentRequestId()];
  };
  const found = await Promise.all(
    ['first', 'second'].map((id) => withRequest(requestWith(id), () => seen(id))),
  );
  expect(found).toEqual([
    ['first', 'first'],
    ['second', 'second'],
  ]);
  expect(currentRequestId()).toBeNull();
});
