import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { manifestSchema } from '../features/manifest.ts';
import { encodeTable, type EncodedTable } from '../training/encode-table.ts';
import { createRandom } from '../training/random.ts';
import { compileGenerator, generatorSchema } from './generator.ts';
import { correlation, greatestShareGap } from './testing/synthetic-compare.ts';

const project = new URL('../../../../', import.meta.url);
const dataUrl = new URL('../shared/data/ecommerce_churn.csv', project);
const readJson = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`models/churn/${file}`, project), 'utf8'));
const CUSTOMERS = 30_000;

/** The committed generator against the rows that it was fitted to. */
describe.skipIf(!existsSync(dataUrl))('models/churn/generator.json beside the real rows', () => {
  const manifest = manifestSchema.parse(readJson('manifest.json'));
  const names = manifest.features.map(({ name }) => name);
  const sample = compileGenerator(manifest, generatorSchema.parse(readJson('generator.json')));
  const customers = sample(CUSTOMERS, createRandom(11));
  const drawn = names.map((_, i) => Float64Array.from(customers, (row) => row[i]));
  let real: EncodedTable['values'] = [];

  beforeAll(() => {
    const [header, ...rows] = readFileSync(dataUrl, 'utf8')
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    const result = encodeTable({ header, rows }, manifest);
    if (!result.ok) throw new Error(result.message);
    real = result.encoded.values;
  });

  it('keeps every correlation within .1', () => {
    for (let a = 0; a < names.length; a++) {
      for (let b = 0; b < a; b++) {
        const error = correlation(drawn[a], drawn[b]) - correlation(real[a], real[b]);
        expect(Math.abs(error), `${names[a]} and ${names[b]}`).toBeLessThanOrEqual(0.1);
      }
    }
  });

  it('keeps every distribution and the gaps', () => {
    const missingRate = (values: Float64Array) => values.filter(Number.isNaN).length / values.length;
    names.forEach((name, i) => {
      expect(greatestShareGap(real[i], drawn[i]), name).toBeLessThan(0.03);
      expect(Math.abs(missingRate(real[i]) - missingRate(drawn[i])), name).toBeLessThan(0.01);
    });
    const several = customers.filter((row) => row.filter(Number.isNaN).length > 1);
    expect(several.length).toBe(0); // as in the data: nobody misses two
  });

  it('repeats nobody in 17 of 18 columns', () => {
    const isSame = (a: number, b: number) => a === b || (Number.isNaN(a) && Number.isNaN(b));
    const rows = Int32Array.from(real[0].keys());
    const repeated = customers.slice(0, 1000).filter((customer) =>
      rows.some((row) => {
        let differing = 0;
        for (let i = 0; i < names.length && differing < 2; i++) {
          if (!isSame(customer[i], real[i][row])) differing++;
        }
        return differing < 2;
      }),
    );
    expect(repeated.length).toBe(0);
  });
});
