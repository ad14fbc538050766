import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countValues } from '../drift/value-counts.ts';
import { featureSchema } from '../features/manifest.ts';
import { compileFeatureCounter, type FeatureCells } from './feature-cells.ts';

const numeric = featureSchema.parse({
  name: 'x',
  column: 'x',
  kind: 'NUMERIC',
  required: false,
  minimum: 0,
  maximum: 10,
});

function countAll(cells: FeatureCells, values: readonly number[], feature = numeric) {
  const counter = compileFeatureCounter(cells, feature);
  const start = 3;
  const counters = new Float64Array(start + counter.width);
  for (const value of values) counter.count(counters, start, value, undefined);
  expect([...counters.subarray(0, start)]).toEqual([0, 0, 0]);
  return { values: counter.values(counters, start), quality: counter.quality(counters, start) };
}

const exact: FeatureCells[] = [
  { kind: 'VALUES', values: [1, 2, 3, 5, 9] },
  { kind: 'VALUES', values: [-0.5, 0, 0.25, 7] },
  { kind: 'VALUES', values: [4] },
];

describe('cells of a feature', () => {
  it('count the values of the reference exactly, and what is missing', () => {
    for (const cells of exact) {
      if (cells.kind !== 'VALUES') continue;
      const value = fc.constantFrom(...cells.values, NaN);
      fc.assert(
        fc.property(fc.array(value), (sample) => {
          const { values } = countAll(cells, sample);
          expect(values).toEqual(countValues(Float64Array.from(sample)));
        }),
      );
    }
  });

  it('keep any value in its place among the others, within its cell', () => {
    const any = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const all: FeatureCells[] = [...exact, { kind: 'GRID', from: 0, to: 10, bins: 20 }];
    fc.assert(
      fc.property(fc.constantFrom(...all), any, any, (cells, a, b) => {
        const at = (value: number) => countAll(cells, [value]).values.values[0];
        if (a <= b) expect(at(a)).toBeLessThanOrEqual(at(b));
        const [from, to] = cells.kind === 'GRID' ? [0, 10] : [exactOf(cells)[0], exactOf(cells).at(-1) ?? 0];
        // Beyond the ends a cell is at most twice as wide as its distance from them, or a 64th of the range.
        const beyond = Math.max(from - a, a - to, 0);
        const range = to > from ? to - from : Math.max(1, Math.abs(from));
        if (beyond > 0) expect(Math.abs(at(a) - a)).toBeLessThanOrEqual(Math.max(beyond, range / 64));
        else expect(Math.abs(at(a) - a)).toBeLessThanOrEqual(range);
      }),
    );
  });

  it('stand between two known values at their middle, in a grid at the middle of a bin', () => {
    expect([...countAll({ kind: 'VALUES', values: [1, 2, 5] }, [4.5]).values.values]).toEqual([3.5]);
    expect([...countAll({ kind: 'GRID', from: 0, to: 10, bins: 5 }, [0, 9.9, 10]).values.values]).toEqual([
      1, 9,
    ]);
  });

  it('count what is unseen, out of range or not whole', () => {
    const whole = featureSchema.parse({ ...numeric, integer: true });
    const counter = compileFeatureCounter({ kind: 'VALUES', values: [0, 10] }, whole);
    const counters = new Float64Array(counter.width);
    counter.count(counters, 0, 12, 'OUT_OF_RANGE');
    counter.count(counters, 0, 2.5, undefined);
    counter.count(counters, 0, NaN, 'MISSING');
    counter.count(counters, 0, NaN, 'UNSEEN_CATEGORY');
    const { least, greatest, ...quality } = counter.quality(counters, 0);
    expect(quality).toEqual({ rows: 4, missing: 1, unseen: 1, outOfRange: 1, notWhole: 1 });
    expect(least).toBe(5);
    expect(greatest).toBeGreaterThan(10);
  });

  it('of categories are their codes; without any only what is missing is counted', () => {
    const colour = featureSchema.parse({
      name: 'colour',
      column: 'colour',
      kind: 'CATEGORICAL',
      required: false,
      categories: ['red', 'blue'],
    });
    expect(countAll({ kind: 'CODES', categories: 2 }, [1, 1, 0, NaN], colour)).toEqual({
      values: { values: Float64Array.of(0, 1), counts: Float64Array.of(1, 2), missing: 1 },
      quality: { rows: 4, missing: 1, unseen: 0, outOfRange: 0, notWhole: 0, least: 0, greatest: 1 },
    });
    const { values, quality } = countAll({ kind: 'NONE' }, [1, NaN]);
    expect(values.values).toHaveLength(0);
    expect(quality).toMatchObject({ rows: 2, missing: 1, least: null });
  });
});

const exactOf = (cells: FeatureCells) => (cells.kind === 'VALUES' ? cells.values : []);
