import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import type { SegmentCoding } from './segment-coding.ts';
import type { SliceMetric } from './slice-metric.ts';
import { findWorstSlices, type SliceSearch, type SliceSearchOptions } from './worst-slices.ts';

const codings: SegmentCoding[] = ['colour', 'shape', 'size', 'day'].map((feature) => ({
  feature,
  labels: ['0', '1', '2', '3'],
  codeOf: (value) => value,
  boundsOf: (code) => ({ from: code, to: code, hasFrom: true, hasTo: true }),
}));
const metrics: SliceMetric[] = ['ACCURACY', 'RECALL', 'PRECISION', 'BRIER', 'LOG_LOSS'];

/** Rows of a calibrated model, but where `isBad` its probabilities say nothing. */
function rowsWith(count: number, seed: number, isBad: (codes: readonly number[]) => boolean) {
  const random = createRandom(seed);
  const columns = codings.map(() => new Float64Array(count));
  const targets = new Float64Array(count);
  const probabilities = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const codes = columns.map((column) => (column[row] = Math.floor(random() * 4)));
    const p = random() < 0.7 ? 0.1 + 0.1 * random() : 0.75 + 0.2 * random();
    probabilities[row] = p;
    targets[row] = Number(random() < (isBad(codes) ? 0.35 : p));
  }
  return { columns, answers: { targets, probabilities, threshold: 0.5 } };
}

function search(
  { columns, answers }: ReturnType<typeof rowsWith>,
  options: Partial<SliceSearchOptions> = {},
): SliceSearch {
  const result = findWorstSlices(codings, columns, answers, { metric: 'ACCURACY', seed: 1, ...options });
  if (!result.ok) throw new Error(result.failure.message);
  return result.search;
}

const named = ({ slices }: SliceSearch) =>
  slices.map(({ conditions }) => conditions.map(({ feature, label }) => `${feature}=${label}`).join(' & '));

describe('findWorstSlices', () => {
  it.each(metrics)('finds a bad slice of one feature by %s', (metric) => {
    const found = search(
      rowsWith(6000, 3, ([colour]) => colour === 2),
      { metric },
    );
    expect(named(found)).toContain('colour=2');
    for (const name of named(found)) expect(name).toContain('colour=2');
    const [worst] = found.slices;
    expect(worst.pValue).toBeLessThan(0.001);
    if (metric === 'BRIER' || metric === 'LOG_LOSS') expect(worst.value).toBeGreaterThan(worst.elsewhere);
    else expect(worst.value).toBeLessThan(worst.elsewhere);
  });

  it('looks at single features alone when told to', () => {
    const rows = rowsWith(8000, 4, ([colour, , size]) => colour === 1 && size === 3);
    const [one, two] = [search(rows, { depth: 1 }), search(rows)];
    expect(one.examined).toBe(16);
    expect(two.examined).toBeGreaterThan(100);
    for (const { conditions } of one.slices) expect(conditions).toHaveLength(1);
  });

  it('finds a bad slice of two features, and reports it as such', () => {
    const found = search(rowsWith(8000, 4, ([colour, , size]) => colour === 1 && size === 3));
    expect(named(found)[0]).toBe('colour=1 & size=3');
    expect(found.slices[0].rows).toBeGreaterThan(300);
    expect(found.slices[0].mayAlert).toBe(true);
  });

  it('finds nothing where all slices are alike, beyond the level', () => {
    const runs = 200;
    for (const metric of ['ACCURACY', 'RECALL', 'BRIER'] as const) {
      let found = 0;
      for (let seed = 0; seed < runs; seed++) {
        const rows = rowsWith(1200, seed, () => false);
        // No least effect: the level alone has to hold.
        found += Number(search(rows, { metric, seed, leastEffect: 0, leastRows: 80 }).slices.length > 0);
      }
      // At most 5 % and three standard errors.
      expect(found / runs, metric).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs));
    }
  });

  it('keeps the level where subjects repeat, if told who they are', () => {
    const runs = 100;
    let found = 0;
    let foundBlind = 0;
    for (let seed = 0; seed < runs; seed++) {
      const { columns, answers } = rowsWith(200, seed, () => false);
      const tenfold = (values: ArrayLike<number>) =>
        Float64Array.from({ length: 2000 }, (_, row) => values[row % 200]);
      const rows = {
        columns: columns.map(tenfold),
        answers: {
          ...answers,
          targets: tenfold(answers.targets),
          probabilities: tenfold(answers.probabilities),
        },
      };
      const keys = Array.from({ length: 2000 }, (_, row) => row % 200);
      found += Number(search(rows, { seed, keys }).slices.length > 0);
      foundBlind += Number(search(rows, { seed }).slices.length > 0);
    }
    expect(found / runs).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs));
    expect(foundBlind / runs).toBeGreaterThan(0.5);
  });

  it('is repeatable, and does not depend on the order of features but for ties', () => {
    const rows = rowsWith(4000, 8, ([colour]) => colour === 0);
    expect(search(rows)).toEqual(search(rows));
  });

  it('bounds hold whatever the rows are', () => {
    const seeds = fc.nat(1e6);
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom(...metrics),
        fc.integer({ min: 300, max: 900 }),
        (seed, metric, count) => {
          const rows = rowsWith(count, seed, ([colour]) => colour === seed % 4);
          const found = search(rows, { metric, seed });
          expect(found.tested).toBeLessThanOrEqual(found.examined);
          for (const slice of found.slices) {
            expect(slice.pValue).toBeLessThanOrEqual(0.05);
            expect(slice.rows).toBeGreaterThanOrEqual(100);
            expect(slice.effect).toBeGreaterThanOrEqual(0.15);
            expect(Number.isFinite(slice.value) && Number.isFinite(slice.elsewhere)).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('too little to search is a failure, and so is nonsense', () => {
    const failed = (
      count: number,
      change: Partial<{ targets: Float64Array; probabilities: Float64Array }>,
      metric: SliceMetric,
    ) => {
      const { columns, answers } = rowsWith(count, 1, () => false);
      const result = findWorstSlices(codings, columns, { ...answers, ...change }, { metric, seed: 1 });
      return result.ok ? null : result.failure.code;
    };
    expect(failed(0, {}, 'ACCURACY')).toBe('INSUFFICIENT_DATA');
    expect(failed(299, {}, 'ACCURACY')).toBe('INSUFFICIENT_DATA');
    expect(failed(400, { targets: new Float64Array(400) }, 'RECALL')).toBe('INSUFFICIENT_DATA');
    expect(failed(400, { targets: new Float64Array(400).fill(NaN) }, 'ACCURACY')).toBe('INSUFFICIENT_DATA');
    expect(failed(400, { targets: new Float64Array(400).fill(2) }, 'ACCURACY')).toBe('BAD_USER_INPUT');
    expect(failed(400, { probabilities: new Float64Array(400).fill(Infinity) }, 'ACCURACY')).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('a model that is always right has no worst slice', () => {
    const { columns, answers } = rowsWith(1000, 2, () => false);
    const right = { ...answers, probabilities: answers.targets };
    for (const metric of ['ACCURACY', 'BRIER', 'RECALL'] as const) {
      expect(search({ columns, answers: right }, { metric }).slices).toEqual([]);
    }
  });
});
