import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPacked, packCounters, unpackCounters } from './sparse-bytes.ts';

describe('packed counters', () => {
  const counter = fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    fc.integer({ min: -300, max: 300 }),
    fc.maxSafeInteger().map((value) => Math.trunc(value / 2)),
  );
  const counters = fc.array(counter, { maxLength: 600 });

  it('come back as they were', () => {
    fc.assert(
      fc.property(counters, (numbers) => {
        expect([...unpackCounters(packCounters(numbers), numbers.length)]).toEqual(
          numbers.map((value) => value + 0),
        );
      }),
    );
  });

  it('add up', () => {
    fc.assert(
      fc.property(counters, counters, (a, b) => {
        const small = (values: number[]) =>
          Float64Array.from({ length: 600 }, (_, i) => (values[i] ?? 0) % 1e9);
        const sum = small(a);
        addPacked(sum, packCounters(small(b)));
        expect([...sum]).toEqual([...small(a)].map((value, i) => value + small(b)[i]));
      }),
    );
  });

  it('take no byte for zeros, two for a small number', () => {
    expect(packCounters(new Float64Array(500))).toHaveLength(0);
    expect([...packCounters([0, 0, 0, 5, 0, -1])]).toEqual([3, 10, 1, 1]);
  });

  it('leave out what the target has no slot for', () => {
    const target = new Float64Array(2);
    addPacked(target, packCounters([1, 2, 3]));
    expect([...target]).toEqual([1, 2]);
  });
});
