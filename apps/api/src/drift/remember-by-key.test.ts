import { expect, test, vi } from 'vitest';
import { createMemory } from './remember-by-key.ts';

test('an answer is kept for a while, by owner and key', async () => {
  const memory = createMemory<number>(100);
  const [one, other] = [{}, {}];
  let made = 0;
  const make = () => Promise.resolve(++made);
  expect(await memory.get(one, 'a', 0, make)).toBe(1);
  expect(await memory.get(one, 'a', 99, make)).toBe(1);
  expect(await memory.get(one, 'b', 99, make)).toBe(2);
  expect(await memory.get(other, 'a', 99, make)).toBe(3);
  expect(await memory.get(one, 'a', 100, make)).toBe(4);
});

test('a failed one is forgotten', async () => {
  const memory = createMemory<number>();
  const owner = {};
  const make = vi.fn(() => Promise.reject(new Error('no')));
  await expect(memory.get(owner, 'a', 0, make)).rejects.toThrow('no');
  await expect(memory.get(owner, 'a', 0, make)).rejects.toThrow('no');
  expect(make).toHaveBeenCalledTimes(2);
});

test('the oldest goes when there are many', async () => {
  const memory = createMemory<number>();
  const owner = {};
  const make = vi.fn(() => Promise.resolve(1));
  for (let i = 0; i < 33; i++) await memory.get(owner, String(i), 0, make);
  await memory.get(owner, '32', 0, make);
  expect(make).toHaveBeenCalledTimes(33);
  await memory.get(owner, '0', 0, make);
  expect(make).toHaveBeenCalledTimes(34);
});
