import { describe, expect, test } from 'vitest';
import { treatmentEffect, type TreatedRow } from './treatment-effect.ts';

let made = 0;
const rows = (count: number, changes: Partial<TreatedRow>): TreatedRow[] =>
  Array.from({ length: count }, () => {
    const id = `row-${made++}`;
    return { id, subject: id, isTreated: false, isHeldOut: false, isPositive: false, ...changes };
  });
const group = (side: Partial<TreatedRow>, positives: number, of: number) => [
  ...rows(positives, { ...side, isPositive: true }),
  ...rows(of - positives, side),
];
const treated = { isTreated: true };
const heldOut = { isHeldOut: true };
const worth = { valuePerSubject: 300, actionCost: 20 };

describe('uplift', () => {
  test('is the difference of the positive rates, with Newcombe’s interval', () => {
    // 48/80 - 56/70: the mirror image of table II (a) of Newcombe 1998.
    const found = treatmentEffect([...group(treated, 48, 80), ...group(heldOut, 56, 70)], null);
    expect(found.treated).toEqual({ subjects: 80, positives: 48, positiveRate: 0.6 });
    expect(found.heldOut).toEqual({ subjects: 70, positives: 56, positiveRate: 0.8 });
    expect(found.uplift?.value).toBeCloseTo(-0.2, 12);
    expect(found.uplift?.lower).toBeCloseTo(-0.3339, 4);
    expect(found.uplift?.upper).toBeCloseTo(-0.0524, 4);
    expect(found.valuePerTreated).toBeNull();
  });

  test.each<[string, TreatedRow[]]>([
    ['nobody', []],
    ['no treated', group(heldOut, 3, 9)],
    ['nobody held out', group(treated, 3, 9)],
    ['neither treated nor held out', group({}, 3, 9)],
  ])('is not known with %s', (_, some) => {
    expect(treatmentEffect(some, worth)).toMatchObject({ uplift: null, valuePerTreated: null });
  });
});

test('the value of treating one is what it keeps, less the cost of the action', () => {
  const found = treatmentEffect([...group(treated, 48, 80), ...group(heldOut, 56, 70)], worth);
  expect(found.valuePerTreated?.value).toBeCloseTo(0.2 * 300 - 20, 9);
  expect(found.valuePerTreated?.lower).toBeCloseTo(0.0524 * 300 - 20, 1);
  expect(found.valuePerTreated?.upper).toBeCloseTo(0.3339 * 300 - 20, 1);
});

test('a subject counts once, and a row without a subject for itself', () => {
  const repeated = [
    ...rows(5, { ...treated, subject: 'a', isPositive: true }),
    ...rows(3, { ...treated, subject: null }),
    ...group(heldOut, 1, 2),
  ];
  expect(treatmentEffect(repeated, null).treated).toMatchObject({ subjects: 4, positives: 1 });
});

test('who was held out and treated all the same stays with those held out', () => {
  const both = { isTreated: true, isHeldOut: true };
  const found = treatmentEffect(
    [...group(treated, 1, 4), ...group(heldOut, 1, 4), ...group(both, 2, 3)],
    null,
  );
  expect(found).toMatchObject({
    treated: { subjects: 4 },
    heldOut: { subjects: 7, positives: 3 },
    contaminated: 3,
  });
});
