import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addToWindow, emptyWindow, someCut } from './adwin-window.ts';

const streams = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 300 });

it('keeps number, sum and squares of what went in', () => {
  fc.assert(
    fc.property(streams, fc.integer({ min: 2, max: 6 }), (stream, maxBuckets) => {
      const window = emptyWindow();
      for (const x of stream) addToWindow(window, x, maxBuckets);
      const mean = stream.reduce((sum, x) => sum + x, 0) / stream.length;
      expect(window.width).toBe(stream.length);
      expect(window.total).toBeCloseTo(mean * stream.length, 6);
      expect(window.squares).toBeCloseTo(
        stream.reduce((sum, x) => sum + (x - mean) ** 2, 0),
        4,
      );
      const held = window.levels.reduce((sum, level, i) => sum + level.length * 2 ** i, 0);
      expect(held).toBe(stream.length);
      expect(Math.max(...window.levels.map((level) => level.length))).toBeLessThanOrEqual(maxBuckets);
    }),
  );
});

it('tries cuts from the oldest on, each with the values on either side', () => {
  const window = emptyWindow();
  for (let x = 1; x <= 7; x++) addToWindow(window, x, 2);
  // Buckets, oldest first: 1+2+3+4, 5+6, 7.
  const cuts: [number, number, number, number][] = [];
  someCut(window, (older, newer) => {
    cuts.push([older.width, older.total, newer.width, newer.total]);
    return false;
  });
  expect(cuts).toEqual([
    [4, 10, 3, 18],
    [6, 21, 1, 7],
  ]);
});

it('holds a million values in some hundred numbers', () => {
  const window = emptyWindow();
  for (let i = 0; i < 1_000_000; i++) addToWindow(window, i % 2, 5);
  expect(window.levels.flat().length).toBeLessThan(100);
});
