import { expect, test } from 'vitest';
import { createRandom } from '../training/random.ts';
import { findStuckRun } from './stuck-values.ts';

const tenth = () => 0.1;
const alternating = (count: number) => Array.from({ length: count }, (_, i) => i % 7);

test('a run far too long for chance is found, across gaps', () => {
  const values = [...alternating(200), ...Array<number>(40).fill(9), ...alternating(100)];
  values[210] = Number.NaN;
  expect(findStuckRun(values, tenth, 5000)).toEqual({ value: 9, length: 39, firstRow: 200, lastRow: 239 });
});

test('shorter runs, gaps, and the usual value of a nearly constant feature are not stuck', () => {
  expect(findStuckRun([...alternating(200), ...Array<number>(29).fill(9)], tenth, 5000)).toBeNull();
  expect(findStuckRun(new Float64Array(500).fill(Number.NaN), tenth, 5000)).toBeNull();
  expect(findStuckRun(new Float64Array(500).fill(3), () => 1, 5000)).toBeNull();
  expect(findStuckRun(new Float64Array(500).fill(3), () => 0.99, 5000)).toBeNull();
  expect(findStuckRun([], tenth, 0)).toBeNull();
  expect(findStuckRun([Infinity, 1, 1], tenth, 10)).toBeNull();
});

test('a value that the reference never had is stuck after few repetitions', () => {
  expect(findStuckRun(new Float64Array(30).fill(3), () => 0, 5000)?.length).toBe(30);
});

test('independent values are never stuck', () => {
  for (const share of [0.1, 0.5, 0.9, 0.98]) {
    for (let seed = 0; seed < 40; seed++) {
      const random = createRandom(seed, Math.round(share * 100));
      const values = Float64Array.from({ length: 5000 }, () => Number(random() < share));
      expect(findStuckRun(values, (value) => (value === 1 ? share : 1 - share), 5000)).toBeNull();
    }
  }
});
