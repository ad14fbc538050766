import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeSorted } from './merge-sorted.ts';

const ascending = fc
  .array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 })
  .map((values) => Float64Array.from(values).sort());

it('merges two ascending series', () => {
  fc.assert(
    fc.property(ascending, ascending, fc.constantFrom(0, 10, 30), (a, b, apart) => {
      const raised = b.map((value) => value + apart);
      expect(mergeSorted(a, raised)).toEqual(Float64Array.of(...a, ...raised).sort());
    }),
  );
});
