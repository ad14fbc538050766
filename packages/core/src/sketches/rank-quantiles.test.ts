import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import {
  addAllRanked,
  emptyRankQuantiles,
  mergeRankQuantiles,
  rankedQuantile,
  rankOf,
  rankQuantilesFromJson,
  rankQuantilesToJson,
  type RankQuantiles,
} from './rank-quantiles.ts';
import { expectRefusals, taken } from './testing/merge-laws.ts';

const sketchOf = (values: ArrayLike<number>) => {
  const sketch = emptyRankQuantiles();
  addAllRanked(sketch, values);
  return sketch;
};
const held = ({ levels }: RankQuantiles) => levels.reduce((sum, level) => sum + level.length, 0);

/** The greatest error of rank at the percentiles. */
function worstRank(sketch: RankQuantiles, values: Float64Array): number {
  const sorted = values.slice().sort();
  let worst = 0;
  for (let percent = 1; percent < 100; percent++) {
    const value = sorted[Math.floor((percent / 100) * sorted.length)];
    const upTo = sorted.filter((other) => other <= value).length / sorted.length;
    worst = Math.max(worst, Math.abs((rankOf(sketch, value) ?? NaN) - upTo));
  }
  return worst;
}

/** Values that are hard in different ways. */
const streams: Record<string, (i: number, random: () => number) => number> = {
  random: (_, random) => random(),
  ascending: (i, random) => i + random(),
  descending: (i, random) => -i - random(),
  alternating: (i, random) => (i % 2 === 0 ? i : -i) + random(),
  'of few values': (_, random) => Math.floor(random() * 7),
};

describe('rank quantiles', () => {
  it.each(Object.keys(streams))('of %s values are within one point, added or merged', (name) => {
    for (let seed = 0; seed < 4; seed++) {
      const random = createRandom(seed);
      const values = Float64Array.from({ length: 20_000 }, (_, i) => streams[name](i, random));
      const whole = sketchOf(values);
      expect(worstRank(whole, values)).toBeLessThan(0.012);
      const parts = Array.from({ length: 50 }, (_, i) => sketchOf(values.subarray(i * 400, (i + 1) * 400)));
      const left = parts.reduce(mergeRankQuantiles);
      const right = parts.reduceRight((merged, part) => mergeRankQuantiles(part, merged));
      expect(worstRank(left, values)).toBeLessThan(0.012);
      expect(worstRank(right, values)).toBeLessThan(0.012);
      expect(held(whole)).toBeLessThanOrEqual(640);
      expect(left.count).toBe(20_000);
      expect(right).toMatchObject({ count: 20_000, least: left.least, greatest: left.greatest });
    }
  });

  it('merge to the bit whichever comes first, and stand for every value', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(lengths, fc.integer(), ([m, n], seed) => {
        const random = createRandom(seed);
        const a = sketchOf(Float64Array.from({ length: m }, random));
        const b = sketchOf(Float64Array.from({ length: n }, random));
        const merged = rankQuantilesToJson(mergeRankQuantiles(a, b));
        expect(rankQuantilesToJson(mergeRankQuantiles(b, a))).toEqual(merged);
        const weight = merged.levels.reduce((sum, level, height) => sum + level.length * 2 ** height, 0);
        expect(weight).toBe(m + n);
        expect(rankQuantilesToJson(mergeRankQuantiles(emptyRankQuantiles(), a))).toEqual(
          rankQuantilesToJson(a),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('are exact up to 200 values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 200 }), (values) => {
        const sketch = sketchOf(values);
        const sorted = Float64Array.from(values).sort();
        for (const q of [0, 0.1, 0.5, 0.9, 1]) {
          expect(rankedQuantile(sketch, q)).toBe(sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1]);
        }
        expect(rankOf(sketch, 3)).toBe(values.filter((value) => value <= 3).length / values.length);
      }),
    );
  });

  it('leave out what is missing or infinite, and are null for nothing', () => {
    const sketch = sketchOf([NaN, Infinity, 2, -Infinity]);
    expect(sketch).toMatchObject({ count: 1, missing: 1, infinite: 2, least: 2, greatest: 2 });
    expect(rankedQuantile(emptyRankQuantiles(), 0.5)).toBeNull();
    expect(rankOf(emptyRankQuantiles(), 0)).toBeNull();
  });

  it('go on from JSON where they stood', () => {
    const random = createRandom(1);
    const values = Float64Array.from({ length: 5000 }, random);
    const json: unknown = JSON.parse(JSON.stringify(rankQuantilesToJson(sketchOf(values))));
    const resumed = taken(rankQuantilesFromJson(json));
    expect(rankQuantilesToJson(resumed)).toEqual(json);
    addAllRanked(resumed, values);
    expect(worstRank(resumed, values)).toBeLessThan(0.012);
    expectRefusals(rankQuantilesFromJson);
    expect(rankQuantilesFromJson({ ...rankQuantilesToJson(resumed), count: 3 }).ok).toBe(false);
    const empty: unknown = JSON.parse(JSON.stringify(rankQuantilesToJson(emptyRankQuantiles())));
    expect(taken(rankQuantilesFromJson(empty))).toEqual(emptyRankQuantiles());
  });
});
