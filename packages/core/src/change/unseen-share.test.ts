import { expect, it } from 'vitest';
import type { Column } from '../training/dataset.ts';
import { unseenShare } from './unseen-share.ts';

const numeric = (...values: number[]): Column => ({ kind: 'NUMERIC', values: Float32Array.from(values) });
const categorical = (...values: number[]): Column => ({
  kind: 'CATEGORICAL',
  values: Float32Array.from(values),
});

it('counts rows once that lie outside of a range, or have a new category', () => {
  const older = [numeric(1, 2, 9), categorical(0, 2, 2)];
  expect(unseenShare(older, [numeric(1, 5, 10, 0), categorical(0, 2, 1, 2)])).toBe(0.5);
  expect(unseenShare(older, older)).toBe(0);
});

it('knows missing values as values', () => {
  expect(unseenShare([numeric(1, 2)], [numeric(NaN, 1)])).toBe(0.5);
  expect(unseenShare([numeric(1, NaN)], [numeric(NaN, 1)])).toBe(0);
  expect(unseenShare([numeric(NaN)], [numeric(1)])).toBe(1);
  expect(unseenShare([categorical(NaN, 1)], [categorical(NaN, 2)])).toBe(0.5);
});

it('is 0 of no rows', () => {
  expect(unseenShare([numeric(1)], [numeric()])).toBe(0);
  expect(unseenShare([], [])).toBe(0);
});
