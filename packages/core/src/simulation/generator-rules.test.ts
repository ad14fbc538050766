import { expect, it } from 'vitest';
import { manifestSchema } from '../features/manifest.ts';
import { createRandom } from '../training/random.ts';
import { findOrderRules } from './generator-rules.ts';

const names = ['small', 'large', 'far', 'other', 'share'];
const manifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'm',
  version: '1',
  title: 'm',
  task: 'REGRESSION',
  features: names.map((name) => ({
    name,
    column: name,
    kind: 'NUMERIC',
    required: false,
    integer: name !== 'share',
    minimum: null,
    maximum: null,
  })),
  target: { column: 't' },
});

const random = createRandom(9);
const below = (limit: number) => Math.floor(limit * random());
const rows = Array.from({ length: 2000 }, () => {
  const large = below(10);
  const small = below(large + 1);
  return [
    random() < 0.1 ? NaN : small,
    random() < 0.1 ? NaN : large,
    100 + below(5),
    below(10),
    random() * small,
  ];
});
const columns = () => names.map((_, i) => Float64Array.from(rows, (row) => row[i]));

it('finds whole numbers of which one is never greater, where chance would often make it so', () => {
  expect(findOrderRules(manifest, columns())).toEqual([{ smaller: 'small', greater: 'large' }]);
});

it('forgives a slip in a thousand, and no more', () => {
  const broken = (slips: number) => {
    const values = columns();
    for (let row = 0; row < slips; row++) [values[0][row], values[1][row]] = [9, 0];
    return findOrderRules(manifest, values).length;
  };
  expect(broken(1)).toBe(1);
  expect(broken(10)).toBe(0);
});

it('needs a hundred rows', () => {
  expect(
    findOrderRules(
      manifest,
      columns().map((values) => values.slice(0, 90)),
    ),
  ).toEqual([]);
});
