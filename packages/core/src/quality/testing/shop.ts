import { compileFeatureCodec } from '../../features/feature-codec.ts';
import { manifestSchema } from '../../features/manifest.ts';
import type { Reference } from '../../features/reference.ts';
import type { QualityRow } from '../quality-row.ts';

/** A small shop with one feature of each sort, and what was normal in it. */
export const shop = manifestSchema.parse({
  manifestVersion: 1,
  name: 'shop',
  version: '1',
  title: 'Shop',
  task: 'BINARY_CLASSIFICATION',
  features: [
    { name: 'coupons', column: 'c', kind: 'NUMERIC', required: false, integer: true, minimum: 0, maximum: 5 },
    { name: 'orders', column: 'o', kind: 'NUMERIC', required: false, minimum: 0, maximum: 9 },
    {
      name: 'device',
      column: 'd',
      kind: 'CATEGORICAL',
      required: false,
      categories: ['Computer', 'Mobile Phone'],
      synonyms: { Phone: 'Mobile Phone' },
    },
  ],
  target: { column: 'y' },
  classes: ['no', 'yes'],
  positiveClass: 'yes',
  checks: [
    { kind: 'CROSS_FIELD', left: 'coupons', operator: '<=', right: 'orders' },
    { kind: 'CROSS_FIELD', left: 'orders', operator: '>', right: 0, description: 'who is here has ordered' },
    { kind: 'PATTERN', feature: 'device', pattern: '[A-Z][A-Za-z ]+', allowedShare: 0 },
    { kind: 'ALLOWED_SHARE', feature: 'coupons', of: 'ZERO', allowedShare: 0.5 },
    { kind: 'ALLOWED_SHARE', feature: 'device', of: 'MISSING', allowedShare: 0.1 },
  ],
});

export const shopReference: Pick<Reference, 'features'> = {
  features: {
    coupons: {
      kind: 'NUMERIC',
      missing: 50,
      mean: null,
      standardDeviation: null,
      distribution: { values: [0, 1, 2, 3, 9], counts: [400, 300, 200, 46, 4] },
    },
    orders: {
      kind: 'NUMERIC',
      missing: 0,
      mean: null,
      standardDeviation: null,
      distribution: { from: 0, to: 10, counts: [100, 200, 300, 200, 100, 50, 30, 10, 10, 0] },
    },
    device: { kind: 'CATEGORICAL', missing: 0, counts: [300, 700] },
  },
};

const codec = compileFeatureCodec(shop);

/** Encodes as serving does. */
export function shopRow(coupons: number | null, orders: number | null, device: string | null): QualityRow {
  const result = codec.encode({ coupons, orders, device }, 'input');
  if (!result.ok) throw new Error(result.failure.message);
  return result.row;
}

/** `count` rows as the reference has them. */
export function usualRows(count: number): QualityRow[] {
  return Array.from({ length: count }, (_, i) =>
    shopRow(i % 20 === 7 ? null : i % 3, 3 + (i % 5), i % 10 < 3 ? 'Computer' : 'Phone'),
  );
}
