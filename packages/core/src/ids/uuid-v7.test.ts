import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIdFactory, idFloor, idTimeMs, isUuid } from './uuid-v7.ts';

const factory = () => createIdFactory((bytes) => crypto.getRandomValues(bytes));

test('next is strictly increasing whatever the clock does, and at most as far ahead as the counter pushes it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_050 }), { minLength: 2 }),
      (clock) => {
        const ids = factory();
        const made = clock.map((now) => ids.next(now));
        expect(made).toEqual([...made].sort());
        expect(new Set(made).size).toBe(made.length);
      },
    ),
  );
});

test('more ids than the counter holds in one millisecond stay unique and in order', () => {
  const ids = factory();
  const made = Array.from({ length: 10_000 }, () => ids.next(1_700_000_000_000));
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(10_000);
  expect(idTimeMs(made[9_999])).toBe(1_700_000_000_002);
});

test('an id is a version 7 UUID that keeps its time and lies above the floor of that time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), (timeMs) => {
      const id = factory().at(timeMs);
      expect(isUuid(id)).toBe(true);
      expect(id[14]).toBe('7');
      expect('89ab').toContain(id[19]);
      expect(idTimeMs(id)).toBe(timeMs);
      expect(id > idFloor(timeMs)).toBe(true);
      expect(id < idFloor(timeMs + 1)).toBe(true);
    }),
  );
});
