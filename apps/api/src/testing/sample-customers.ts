import { compileFeatureCodec } from '@kilter/core/features/feature-codec';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { readTable } from '@kilter/core/testing/sample-table';
import { manifest, scoreShipped } from '@kilter/core/testing/shipped-churn';
import { encodeTable } from '@kilter/core/training/encode-table';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { predictionAt } from './back-dated.ts';

const SAMPLE = new URL('../../../../models/churn/sample.csv', import.meta.url);
const codec = compileFeatureCodec(manifest);

/** Rows of a table of customers as the codec encodes them, in the manifest's order. */
export function encodedRows(url: URL): number[][] {
  const result = encodeTable(readTable(url), manifest);
  if (!result.ok) throw new Error(result.message);
  const { values, rows } = result.encoded;
  return Array.from(rows, (_, row) => values.map((column) => column[row]));
}

/** The synthetic customers that ship with the churn model. */
export const sampleCustomers = (): number[][] => encodedRows(SAMPLE);

/** The same customers with one feature changed. */
export function withFeature(
  rows: readonly (readonly number[])[],
  name: string,
  change: (value: number, row: number) => number,
): number[][] {
  const index = manifest.features.findIndex((feature) => feature.name === name);
  return rows.map((row, i) => row.map((value, at) => (at === index ? change(value, i) : value)));
}

/** Predictions of the shipped model for some customers, evenly over a window. */
export async function answersTo(
  customers: readonly (readonly number[])[],
  { fromMs, toMs }: TimeWindow,
  changes: Partial<PredictionRow> = {},
): Promise<PredictionRow[]> {
  const probabilities = await scoreShipped(customers);
  return customers.map((customer, i) => {
    const encoded = codec.encode(codec.decode({ values: [...customer], raw: null }), 'input');
    if (!encoded.ok) throw new Error(encoded.failure.message);
    const { values, flags } = encoded.row;
    return predictionAt(fromMs + Math.floor(((toMs - fromMs) * i) / customers.length), {
      features: values,
      flags,
      probability: probabilities[i],
      subject: `customer-${fromMs}-${i}`,
      ...changes,
    });
  });
}
