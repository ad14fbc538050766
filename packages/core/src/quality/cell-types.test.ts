import { expect, test } from 'vitest';
import { checkCellTypes } from './cell-types.ts';
import { shop } from './testing/shop.ts';

test('cells that do not fit their feature are counted, with examples', () => {
  const rows = [
    ['1', 'Phone'],
    ['1.5', 'Tablet'],
    ['many', 'null'],
    ['', 'Computer'],
  ];
  expect(checkCellTypes({ header: ['c', 'd'], rows }, shop)).toEqual([
    {
      feature: 'coupons',
      isAbsent: false,
      rows: 4,
      missing: 1,
      notNumbers: 1,
      notWhole: 1,
      unseen: 0,
      isConstant: false,
      examples: ['many', '1.5'],
    },
    {
      feature: 'orders',
      isAbsent: true,
      rows: 0,
      missing: 0,
      notNumbers: 0,
      notWhole: 0,
      unseen: 0,
      isConstant: true,
      examples: [],
    },
    {
      feature: 'device',
      isAbsent: false,
      rows: 4,
      missing: 1,
      notNumbers: 0,
      notWhole: 0,
      unseen: 1,
      isConstant: false,
      examples: ['Tablet'],
    },
  ]);
});
