import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE_MS } from '../time/units.ts';
import { addAll, fold, planFold, type Rollup } from './fold-deltas.ts';
import type { RollupDelta } from './pack-deltas.ts';
import { packCounters, packedWidth, unpackCounters } from './sparse-bytes.ts';

const counters = fc.array(fc.integer({ min: -3, max: 5 }), { maxLength: 8 });
const delta = fc
  .record({
    minute: fc.integer({ min: 0, max: 3_000 }),
    modelVersionId: fc.constantFrom(1, 2),
    source: fc.constantFrom('API', 'IMPORT'),
    core: counters,
    features: counters,
    segments: fc.dictionary(fc.constantFrom('a=1', 'a=2', 'tag:x'), counters),
  })
  .map(({ minute, core, features, segments, ...key }): RollupDelta => ({
    ...key,
    minuteMs: minute * MINUTE_MS,
    core: packCounters(core),
    features: packCounters(features),
    segmentNames: Object.keys(segments),
    segmentCounters: Object.values(segments).map(packCounters),
  }));

const numbers = (bytes: Uint8Array) => [...unpackCounters(bytes, packedWidth(bytes))];

/** What rollups hold, in an order of its own, without what came to nothing. */
function contents(rollups: readonly Rollup[]) {
  const entries = rollups.map(({ core, features, segmentNames, segmentCounters, ...key }) => {
    const segments = segmentNames.map((name, i): [string, number[]] => [name, numbers(segmentCounters[i])]);
    const parts = { core: numbers(core), features: numbers(features), segments: segments.sort() };
    return [JSON.stringify(key), parts] as const;
  });
  return Object.fromEntries(entries);
}

/** Folds some at a time, as a server does. */
function foldAll(chunks: readonly RollupDelta[][]): Rollup[] {
  const stored = new Map<string, Rollup>();
  for (const deltas of chunks) {
    for (const rollup of fold(planFold(deltas), [...stored.values()])) {
      const { modelVersionId, minutes, atMs, source } = rollup;
      stored.set(`${modelVersionId}/${minutes}/${atMs}/${source}`, rollup);
    }
  }
  return [...stored.values()].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

it('gives the same rollups, however and in whatever order deltas are folded', () => {
  fc.assert(
    fc.property(fc.array(delta, { maxLength: 12 }), fc.nat(12), (deltas, cut) => {
      const once = contents(foldAll([deltas]));
      expect(contents(foldAll([deltas.slice(0, cut), deltas.slice(cut)]))).toEqual(once);
      expect(contents(foldAll(deltas.toReversed().map((one) => [one])))).toEqual(once);
    }),
  );
});

it('puts each delta into its minute, quarter, hour and day, and nowhere else', () => {
  fc.assert(
    fc.property(fc.array(delta, { minLength: 1, maxLength: 12 }), (deltas) => {
      const rollups = foldAll([deltas]);
      for (const minutes of [1, 15, 60, 1440]) {
        const own = rollups.filter((rollup) => rollup.minutes === minutes);
        for (const { atMs } of own) expect(atMs % (minutes * MINUTE_MS)).toBe(0);
        expect(numbers(addAll(own).core)).toEqual(numbers(addAll(deltas).core));
      }
    }),
  );
});
