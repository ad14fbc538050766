import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slicedError, type ScoredPart } from './sliced-error.ts';

type Row = [score: number, target: number];

const ordered = (rows: readonly Row[]) => rows.toSorted(([a], [b]) => a - b);

const part = (rows: readonly Row[]): ScoredPart => ({
  scores: Float64Array.from(rows, ([score]) => score),
  targets: Uint8Array.from(rows, ([, target]) => target),
});

/** By sorting all rows: the sort keeps rows of equal score in the order of the parts. */
function plainError(parts: readonly (readonly Row[])[]): number {
  const rows = ordered(parts.flat());
  const slices = rows.length <= 20 ? Math.max(1, Math.floor(rows.length / 2)) : 10;
  const width = Math.floor(rows.length / slices);
  const count = Math.floor(rows.length / width);
  const excessOf = (slice: number) =>
    rows
      .slice(slice * width, slice + 1 === count ? rows.length : (slice + 1) * width)
      .reduce((sum, [score, target]) => sum + score - target, 0);
  return [...Array(count).keys()].reduce((sum, slice) => sum + Math.abs(excessOf(slice)), 0) / rows.length;
}

it('is the error of all rows, sorted, in ten slices', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(0, 1));
  const rows = fc.array(
    row.map(([score, target]): Row => [score / 12, target]),
    { minLength: 1, maxLength: 60, size: 'max' },
  );
  fc.assert(
    fc.property(fc.array(rows.map(ordered), { minLength: 1, maxLength: 5 }), (parts) => {
      expect(slicedError(parts.map(part))).toBeCloseTo(plainError(parts), 12);
    }),
  );
});

it('is 0 for scores that are the truth, and what they are off otherwise', () => {
  expect(
    slicedError([
      part([
        [0, 0],
        [1, 1],
      ]),
    ]),
  ).toBe(0);
  expect(slicedError([part([[0.2, 0]]), part([[0.4, 0]])])).toBeCloseTo(0.3, 12);
});
