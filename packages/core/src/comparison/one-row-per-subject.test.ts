import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneRowPerSubject } from './one-row-per-subject.ts';

const rows = fc.uniqueArray(
  fc.record({ id: fc.string(), subject: fc.option(fc.constantFrom('anna', 'bob', 'carl', '')) }),
  { selector: ({ id }) => id },
);

describe('oneRowPerSubject', () => {
  it('picks each subject once, and every row without one', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (list, seed) => {
        const chosen = oneRowPerSubject(
          list.map(({ subject }) => subject),
          list.map(({ id }) => id),
          seed,
        );
        const subjects = [...chosen].map((row) => list[row].subject);
        const named = subjects.filter((subject) => subject !== null);
        expect(new Set(named).size).toBe(named.length);
        expect(new Set(named)).toEqual(new Set(list.flatMap(({ subject }) => subject ?? [])));
        expect(subjects.length - named.length).toBe(list.filter(({ subject }) => subject === null).length);
        expect([...chosen]).toEqual([...chosen].sort((a, b) => a - b));
      }),
    );
  });

  it('does not depend on the order of rows, nor on other subjects', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (list, seed) => {
        const idsOf = (some: typeof list) =>
          [
            ...oneRowPerSubject(
              some.map(({ subject }) => subject),
              some.map(({ id }) => id),
              seed,
            ),
          ].map((row) => some[row].id);
        expect(idsOf(list.toReversed()).sort()).toEqual(idsOf(list).sort());
        const bobs = list.filter(({ subject }) => subject === 'bob');
        expect(idsOf(list)).toEqual(expect.arrayContaining(idsOf(bobs)));
      }),
    );
  });

  it('favours no place: each of four rows is taken about as often', () => {
    const subjects = Array.from({ length: 40_000 }, (_, row) => `s${Math.floor(row / 4)}`);
    const ids = subjects.map((_, row) => `prediction-${row}`);
    const taken = [0, 0, 0, 0];
    for (const row of oneRowPerSubject(subjects, ids)) taken[row % 4]++;
    // 10,000 draws of 4: standard deviation 43.
    for (const count of taken) expect(Math.abs(count - 2500)).toBeLessThan(4 * 43);
    expect(oneRowPerSubject(subjects, ids, 1)).not.toEqual(oneRowPerSubject(subjects, ids, 2));
  });
});
