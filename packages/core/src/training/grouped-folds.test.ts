import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupCount, groupedFolds, numberGroups, singleRowGroups, splitByFold } from './grouped-folds.ts';
import { createRandom } from './random.ts';

describe('groupedFolds', () => {
  it('never splits a group', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 1)), { minLength: 1 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 6 }), fc.integer(), (labelled, folds, seed) => {
        const groups = numberGroups(labelled.map(([group]) => group));
        const targets = labelled.map(([, target]) => target);
        const foldOf = groupedFolds(groups, targets, folds, createRandom(seed));
        const foldOfGroup = new Map<number, number>();
        groups.forEach((group, row) => {
          expect(foldOf[row]).toBe(foldOfGroup.get(group) ?? foldOf[row]);
          foldOfGroup.set(group, foldOf[row]);
        });
      }),
    );
  });

  it('balances rows and positives', () => {
    const groups = Int32Array.from({ length: 1000 }, (_, row) => row >> 1);
    const targets = groups.map((group) => Number(group % 6 === 0));
    const foldOf = groupedFolds(groups, targets, 5, createRandom(1));
    for (let fold = 0; fold < 5; fold++) {
      const { inside, outside } = splitByFold(foldOf, fold);
      expect(inside.length).toBe(200);
      expect(inside.length + outside.length).toBe(1000);
      expect(Math.abs(inside.filter((row) => targets[row] === 1).length - 168 / 5)).toBeLessThanOrEqual(2);
    }
  });

  it('deals differently by seed', () => {
    const groups = singleRowGroups(100);
    const deal = (seed: number) => groupedFolds(groups, new Float64Array(100), 5, createRandom(seed));
    expect(deal(1)).toEqual(deal(1));
    expect(deal(1)).not.toEqual(deal(2));
  });
});

it('numberGroups numbers keys in order of appearance', () => {
  const groups = numberGroups(['b', 'a', 'b', 'c']);
  expect([...groups]).toEqual([0, 1, 0, 2]);
  expect(groupCount(groups)).toBe(3);
  expect(groupCount(new Int32Array(0))).toBe(0);
});
