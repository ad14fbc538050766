import { describe, expect, it } from 'vitest';
import { manifestSchema } from '../features/manifest.ts';
import { encodeTable } from './encode-table.ts';
import { isMissingCell, parseNumber } from './table.ts';

const manifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'churn',
  version: '1.0.0',
  title: 'Churn',
  task: 'BINARY_CLASSIFICATION',
  features: [
    { name: 'tenure', column: 'Tenure', kind: 'NUMERIC', required: false, minimum: 0, maximum: 9 },
    {
      name: 'visits',
      column: 'Visits',
      kind: 'NUMERIC',
      required: false,
      minimum: 0,
      maximum: 9,
      missing: { value: -1 },
    },
    {
      name: 'device',
      column: 'Device',
      kind: 'CATEGORICAL',
      required: false,
      categories: ['Computer', 'Mobile Phone'],
      synonyms: { Phone: 'Mobile Phone' },
    },
  ],
  target: { column: 'Churn', values: { '0': 'no_churn', '1': 'churn' } },
  classes: ['no_churn', 'churn'],
  positiveClass: 'churn',
});
const header = ['Device', 'Churn', 'Visits', 'Tenure'];

function encode(rows: string[][]) {
  const result = encodeTable({ header, rows }, manifest);
  if (!result.ok) throw new Error(result.message);
  return result.encoded;
}

describe('encodeTable', () => {
  it('reads cells as the served model would', () => {
    const { columns, values, targets, unseen } = encode([
      ['Phone', '1', '3', ' 0.1 '],
      ['Tablet', '0', '', 'n/a'],
      ['Computer', '1', 'many', '5'],
    ]);
    expect([...values[0]]).toEqual([0.1, NaN, 5]);
    expect([...columns[0].values]).toEqual([Math.fround(0.1), NaN, 5]);
    expect([...values[1]]).toEqual([3, NaN, NaN]);
    expect([...columns[1].values]).toEqual([3, -1, -1]);
    expect([...columns[2].values]).toEqual([1, NaN, 0]);
    expect([...targets]).toEqual([1, 0, 1]);
    expect([...unseen]).toEqual([['device', 1]]);
  });

  it('leaves out rows without a target', () => {
    const { rows, targets } = encode([
      ['Phone', '', '1', '1'],
      ['Phone', '1', '1', '2'],
    ]);
    expect([...rows]).toEqual([1]);
    expect([...targets]).toEqual([1]);
  });

  it('names what is wrong', () => {
    expect(encodeTable({ header: ['Churn'], rows: [] }, manifest)).toEqual({
      ok: false,
      message: 'the data has no column "Tenure"',
    });
    expect(encodeTable({ header, rows: [['Phone', 'maybe', '1', '1']] }, manifest)).toEqual({
      ok: false,
      message: 'row 1: "maybe" in column "Churn" is not a known class',
    });
  });
});

it.each(['', ' ', 'NA', 'nan', 'NULL', '?'])('%j is missing', (cell) =>
  expect(isMissingCell(cell)).toBe(true),
);

it.each([
  ['12', 12],
  [' -1.5e3 ', -1500],
  ['.5', 0.5],
  ['', null],
  ['0x10', null],
  ['1,000', null],
  ['12 kg', null],
  ['1e999', null],
])('parseNumber(%j) is %j', (cell, value) => expect(parseNumber(cell)).toBe(value));
