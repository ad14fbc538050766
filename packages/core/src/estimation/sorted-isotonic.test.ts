import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyIsotonic, fitIsotonic } from '../training/isotonic.ts';
import { applyToSorted, sortedIsotonic } from './sorted-isotonic.ts';

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 1)), {
  minLength: 1,
  maxLength: 80,
  size: 'max',
});

describe('sortedIsotonic', () => {
  it('is the isotonic regression of the unsorted rows', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.double({ min: -1, max: 41, noNaN: true })), (scored, asked) => {
        const sorted = scored.toSorted(([a], [b]) => a - b);
        const expected = fitIsotonic(
          scored.map(([score]) => score),
          scored.map(([, target]) => target),
        );
        const map = sortedIsotonic(
          Float64Array.from(sorted, ([score]) => score),
          Uint8Array.from(sorted, ([, target]) => target),
        );
        const ascending = Float64Array.from([...asked, ...map.scores]).sort();
        applyToSorted(map, ascending).forEach((value, i) => {
          expect(value).toBeCloseTo(applyIsotonic(expected, ascending[i]), 12);
          expect(value).toBe(applyIsotonic(map, ascending[i]));
        });
      }),
    );
  });
});
