import fc from 'fast-check';
import { expect } from 'vitest';
import type { SketchResult } from '../sketch-result.ts';

/** How a kind of sketch is made, merged and written. */
export interface SketchKind<V, S> {
  values: fc.Arbitrary<V[]>;
  sketch: (values: readonly V[]) => S;
  merge: (a: S, b: S) => S;
  toJson: (sketch: S) => unknown;
  fromJson: (json: unknown) => SketchResult<S>;
}

export function taken<S>(result: SketchResult<S>): S {
  if (!result.ok) throw new Error(result.failure.message);
  return result.sketch;
}

/** Merging is exactly the sketch of all values together, in any order and grouping, and JSON loses nothing. */
export function expectExactMerging<V, S>({
  values,
  sketch,
  merge,
  toJson,
  fromJson,
}: SketchKind<V, S>): void {
  fc.assert(
    fc.property(values, values, values, (x, y, z) => {
      const [a, b, c] = [sketch(x), sketch(y), sketch(z)];
      const all = toJson(sketch([...x, ...y, ...z]));
      expect(toJson(merge(merge(a, b), c))).toEqual(all);
      expect(toJson(merge(a, merge(b, c)))).toEqual(all);
      expect(toJson(merge(merge(c, b), a))).toEqual(all);
      expect(toJson(merge(sketch([]), a))).toEqual(toJson(a));
      const read: unknown = JSON.parse(JSON.stringify(all));
      expect(toJson(taken(fromJson(read)))).toEqual(all);
      expect(toJson(merge(taken(fromJson(read)), a))).toEqual(toJson(sketch([...x, ...y, ...z, ...x])));
    }),
  );
}

/** What no sketch is read from. */
export function expectRefusals(fromJson: (json: unknown) => SketchResult<unknown>): void {
  for (const json of [null, 1, 'sketch', [], {}, { kind: 'OTHER' }]) {
    const result = fromJson(json);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.failure.code).toBe('BAD_USER_INPUT');
  }
}
