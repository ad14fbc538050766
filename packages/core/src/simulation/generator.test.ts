import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { correlation, greatestShareGap } from './testing/synthetic-compare.ts';
import { shopGroups, shopIndex, shopManifest, shopRows, shopTable } from './testing/synthetic-fixture.ts';
import { fitGenerator } from './generator-fit.ts';
import { compileGenerator, generatorSchema } from './generator.ts';

const generator = fitGenerator(shopManifest, shopTable, shopGroups);
const sample = compileGenerator(shopManifest, generatorSchema.parse(JSON.parse(JSON.stringify(generator))));
const customers = sample(20_000, createRandom(7));
const columnOf = (rows: readonly ArrayLike<number>[], name: string) =>
  Float64Array.from(rows, (row) => row[shopIndex[name]]);
const real = (name: string) => columnOf(shopRows, name);
const drawn = (name: string) => columnOf(customers, name);
const missingRate = (values: Float64Array) =>
  values.filter((value) => Number.isNaN(value)).length / values.length;

describe('a fitted generator', () => {
  it.each(['plan', 'returned', 'bought', 'age', 'spent', 'complained'])(
    'keeps the distribution of %s',
    (name) => {
      expect(greatestShareGap(real(name), drawn(name))).toBeLessThan(0.035);
      expect(Math.abs(missingRate(drawn(name)) - missingRate(real(name)))).toBeLessThan(0.015);
    },
  );

  it('loses values where they are lost', () => {
    const rateIn = (rows: readonly ArrayLike<number>[], plan: number) =>
      missingRate(
        columnOf(
          rows.filter((row) => row[shopIndex.plan] === plan),
          'age',
        ),
      );
    expect(rateIn(shopRows, 0) - rateIn(shopRows, 1)).toBeGreaterThan(0.05);
    expect(rateIn(customers, 0) - rateIn(customers, 1)).toBeGreaterThan(0.05);
  });

  it('draws what could have been in the data', () => {
    for (const name of ['plan', 'returned', 'bought', 'age', 'constant', 'complained']) {
      const known = new Set(real(name));
      expect([...new Set(drawn(name))].filter((value) => !known.has(value))).toEqual([]);
    }
    const [spent, original] = [drawn('spent'), real('spent')];
    expect(Math.max(...spent)).toBeLessThanOrEqual(Math.max(...original));
    expect(spent.every((value) => Number(value.toFixed(2)) === value)).toBe(true);
    expect(new Set(drawn('plan')).has(2)).toBe(false);
  });

  it('keeps what is constant and what is always missing', () => {
    expect(new Set(drawn('constant'))).toEqual(new Set([7]));
    expect(drawn('empty').every(Number.isNaN)).toBe(true);
  });

  it('finds the rule that nobody returns more than was bought, and keeps it', () => {
    expect(generator.rules).toEqual([{ smaller: 'returned', greater: 'bought' }]);
    const [returned, bought] = [drawn('returned'), drawn('bought')];
    expect(returned.filter((value, i) => value > bought[i]).length).toBe(0);
  });

  it('keeps correlations', () => {
    for (const [a, b] of [
      ['bought', 'spent'],
      ['bought', 'returned'],
      ['age', 'bought'],
    ]) {
      expect(Math.abs(correlation(drawn(a), drawn(b)) - correlation(real(a), real(b)))).toBeLessThan(0.06);
    }
  });

  it('draws the same from the same seed only', () => {
    expect(sample(50, createRandom(7))).toEqual(customers.slice(0, 50));
    expect(sample(50, createRandom(8))).not.toEqual(customers.slice(0, 50));
    expect(fitGenerator(shopManifest, shopTable, shopGroups)).toEqual(generator);
  });

  it('is refused for other features', () => {
    const [first, ...others] = shopManifest.features;
    const fewer = { ...shopManifest, features: others };
    expect(() => compileGenerator(fewer, generator)).toThrow('other features');
    const renamed = { ...shopManifest, features: [{ ...first, name: 'other' }, ...others] };
    expect(() => compileGenerator(renamed, generator)).toThrow('"plan" is not a feature');
  });
});
