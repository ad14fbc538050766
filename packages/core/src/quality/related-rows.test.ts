import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifest } from '../testing/shipped-churn.ts';
import { readTable } from '../testing/sample-table.ts';
import { encodeTable } from '../training/encode-table.ts';
import { createRandom, shuffle, type Random } from '../training/random.ts';
import type { Table } from '../training/table.ts';
import { findRelatedRows, type RelatedRows } from './related-rows.ts';
import type { RelatedColumn } from './row-codes.ts';

const project = new URL('../../../../', import.meta.url);
const customers = new URL('../shared/data/ecommerce_churn.csv', project);

function related(columns: readonly RelatedColumn[], seed = 1): RelatedRows {
  const result = findRelatedRows(columns, seed);
  if (!result.ok) throw new Error(result.failure.message);
  return result.related;
}

const numeric = (values: ArrayLike<number>): RelatedColumn => ({ kind: 'NUMERIC', values });
const fill = (rows: number, value: (row: number) => number) =>
  Float64Array.from({ length: rows }, (_, i) => value(i));
const uniform = (random: Random, rows: number, cards: number) =>
  fill(rows, () => Math.floor(random() * cards));

function encoded(table: Table): RelatedColumn[] {
  const result = encodeTable(table, manifest);
  if (!result.ok) throw new Error(result.message);
  return result.encoded.values.map((values, i) => ({ kind: manifest.features[i].kind, values }));
}

function reordered(columns: readonly RelatedColumn[], orderOf: () => Int32Array): RelatedColumn[] {
  return columns.map(({ kind, values }) => ({
    kind,
    values: Float64Array.from(orderOf(), (row) => values[row]),
  }));
}

function anyOrder(rows: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  shuffle(order, random);
  return order;
}

const columnIndex = (name: string) => manifest.features.findIndex((feature) => feature.name === name);

describe('findRelatedRows', () => {
  /** 600 rows of twelve columns; the last 150 repeat the first, with `offset` in every third column. */
  function planted(offset: number, spoil: (row: Float64Array, random: Random) => void): RelatedColumn[] {
    const random = createRandom(4);
    const columns = Array.from({ length: 12 }, (_, c) => uniform(random, 600, 4 + 2 * c));
    for (let row = 0; row < 150; row++) {
      const copy = Float64Array.from(columns, (values, c) => values[row] + (c % 3 === 0 ? offset : 0));
      spoil(copy, random);
      columns.forEach((values, c) => (values[450 + row] = copy[c]));
    }
    return columns.map(numeric);
  }

  it('finds near copies, their distance and their groups', () => {
    const found = related(planted(0, (row, random) => (row[Math.floor(random() * 12)] = 99)));
    expect(found.relations).toMatchObject([
      {
        kind: 'NEAR_COPY',
        offsets: [],
        pairs: 150,
        exactPairs: 0,
        rowShare: 0.5,
        lags: [{ lag: 450, share: 1 }],
      },
    ]);
    expect(found).toMatchObject({ rows: 600, groupCount: 450, largestGroup: 2, groupedShare: 0.5 });
    for (let row = 0; row < 150; row++) expect(found.groups[450 + row]).toBe(found.groups[row]);
  });

  it('finds copies with offsets, also where a column is noise and a gap stays a gap', () => {
    const columns = planted(7, (row, random) => (row[1] = Math.floor(random() * 6)));
    const gaps = [2, 452].reduce(
      (values, row) => values.fill(NaN, row, row + 1),
      Float64Array.from(columns[3].values),
    );
    const found = related(columns.map((column, c) => (c === 3 ? numeric(gaps) : column)));
    expect(found.relations).toMatchObject([
      {
        kind: 'SHIFTED_COPY',
        offsets: [0, 3, 6, 9].map((column) => ({ column, offset: 7 })),
        disagreeing: [1],
        pairs: 150,
        lags: [{ lag: 450, share: 1 }],
      },
    ]);
  });

  it('offsets are in the units of the column', () => {
    const columns = planted(1, () => undefined).map(({ values }, c) =>
      numeric(fill(600, (row) => (c === 0 ? values[row] / 100 : values[row]))),
    );
    expect(related(columns).relations[0].offsets[0]).toEqual({ column: 0, offset: 0.01 });
  });

  it('finds nothing in rows that are only alike: many shapes', () => {
    const shapes: Record<string, (random: Random, rows: number, width: number) => Float64Array[]> = {
      independent: (random, rows, width) =>
        Array.from({ length: width }, (_, c) => uniform(random, rows, 2 + 3 * c)),
      binary: (random, rows, width) => Array.from({ length: width }, () => uniform(random, rows, 2)),
      mostlyZero: (random, rows, width) =>
        Array.from({ length: width }, () =>
          fill(rows, () => (random() < 0.9 ? 0 : Math.floor(random() * 10))),
        ),
      classes: (random, rows, width) => {
        const classes = uniform(random, rows, 5);
        return Array.from({ length: width }, (_, c) =>
          fill(rows, (row) => (random() < 0.8 ? (classes[row] * 7 + c) % 6 : Math.floor(random() * 6))),
        );
      },
      emptySubgroup: (random, rows, width) => {
        const isEmpty = uniform(random, rows, 3);
        return Array.from({ length: width }, () =>
          fill(rows, (row) => (isEmpty[row] === 0 && random() < 0.97 ? 0 : Math.floor(random() * 20))),
        );
      },
      factor: (random, rows, width) => {
        const factor = fill(rows, () => random() * 40);
        return Array.from({ length: width }, () =>
          fill(rows, (row) => Math.round(factor[row] + 4 * random())),
        );
      },
      continuous: (random, rows, width) => Array.from({ length: width }, () => fill(rows, random)),
      gaps: (random, rows, width) =>
        Array.from({ length: width }, () =>
          fill(rows, () => (random() < 0.4 ? NaN : Math.floor(random() * 9))),
        ),
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(shapes)),
        fc.integer({ min: 4, max: 20 }),
        fc.integer({ min: 100, max: 500 }),
        fc.nat(1e6),
        (shape, width, rows, seed) => {
          const columns = shapes[shape](createRandom(seed), rows, width).map(numeric);
          expect(related(columns, seed).relations).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('groups are numbered by first appearance, and rows without relation stand alone', () => {
    const random = createRandom(2);
    const { groups } = related(Array.from({ length: 8 }, () => numeric(uniform(random, 200, 9))));
    expect([...groups]).toEqual([...groups.keys()]);
  });

  it('too little to tell is a failure', () => {
    const few = Array.from({ length: 8 }, () => numeric(new Float64Array(50)));
    const constant = Array.from({ length: 8 }, () => numeric(new Float64Array(500).fill(NaN)));
    for (const columns of [[], few, constant]) {
      expect(findRelatedRows(columns)).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
    }
  });

  it('stands infinities, numbers beyond exactness and endless decimals', () => {
    const random = createRandom(9);
    const columns = [
      fill(200, (row) => (row % 7 === 0 ? Infinity : row % 11)),
      fill(200, () => random() * 1e300),
      fill(200, () => random() / 3),
      fill(200, (row) => -row),
    ].map(numeric);
    expect(related(columns).relations).toEqual([]);
  });

  it('the synthetic customers are not copies of each other', () => {
    const columns = encoded(readTable(new URL('models/churn/sample.csv', project)));
    expect(related(columns).relations).toEqual([]);
  });
});

describe.skipIf(!existsSync(customers))('on the e-commerce customers', () => {
  const columns = existsSync(customers) ? encoded(readTable(customers)) : [];
  const shifted = [
    'tenure',
    'warehouseToHome',
    'hourSpendOnApp',
    'numberOfDeviceRegistered',
    'numberOfAddress',
    'orderAmountHikeFromlastYear',
    'couponUsed',
    'orderCount',
    'daySinceLastOrder',
  ].map((name) => ({ column: columnIndex(name), offset: 1 }));
  const offsets = [...shifted, { column: columnIndex('cashbackAmount'), offset: 25 }];

  it('finds the shifted second half and the repetitions inside a half, without being told', () => {
    const found = related(columns);
    expect(found.relations.map(({ kind }) => kind)).toEqual(['NEAR_COPY', 'SHIFTED_COPY']);
    const [near, copy] = found.relations;
    expect(near.lags[0].lag).toBe(1470);
    expect(near.rowShare).toBeGreaterThan(0.9);
    expect(near.disagreeing).toEqual([columnIndex('couponUsed')]);
    expect(copy.lags[0].lag).toBe(2815);
    expect(copy.rowShare).toBe(1);
    expect(copy.offsets).toEqual(offsets);

    // The key known for this file: 1470 groups.
    const key = (row: number) => (row % 2815) % 1470;
    const rowsOf = Map.groupBy(columns[0].values.length > 0 ? found.groups.keys() : [], key);
    const whole = [...rowsOf.values()].filter(
      (rows) => new Set(rows.map((row) => found.groups[row])).size === 1,
    );
    expect(whole.length).toBeGreaterThan(0.95 * 1470);
    expect(Math.abs(found.groupCount - 1470)).toBeLessThan(30);
    expect(found.largestGroup).toBeLessThan(30);
  });

  it('finds them in any order of the rows, but then no distance', () => {
    const order = anyOrder(5630, createRandom(5));
    const found = related(reordered(columns, () => order));
    expect(found.relations.map(({ kind, lags }) => [kind, lags])).toEqual([
      ['NEAR_COPY', []],
      ['SHIFTED_COPY', []],
    ]);
    const sizes = found.relations[1].offsets.map(({ column, offset }) => ({
      column,
      offset: Math.abs(offset),
    }));
    expect(sizes).toEqual(offsets);
  });

  it('finds nothing once each column is shuffled by itself', () => {
    const random = createRandom(6);
    expect(related(reordered(columns, () => anyOrder(5630, random))).relations).toEqual([]);
  });
});
