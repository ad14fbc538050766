import { existsSync, readFileSync } from 'node:fs';
import { inferManifest } from '../../features/infer-manifest.ts';
import { manifestSchema, type Manifest } from '../../features/manifest.ts';
import { encodeTable } from '../../training/encode-table.ts';
import type { Table } from '../../training/table.ts';

const project = new URL('../../../../../', import.meta.url);
const data = new URL('../shared/data/', project);
const goldenFile = new URL('../shared/golden/scipy_golden.json', project);

export const hasSampleFiles = existsSync(data);
export const hasGolden = existsSync(goldenFile);

export function readGolden(): unknown {
  return JSON.parse(readFileSync(goldenFile, 'utf8'));
}

/** The sample files need no quoting. */
function readTable(file: string): Table {
  const text = readFileSync(new URL(file, data), 'utf8').trimEnd();
  const [header, ...rows] = text.split(/\r?\n/).map((line) => line.split(','));
  return { header, rows };
}

/** The features of a sample file, encoded, one array a feature. */
export interface SampleFile {
  readonly manifest: Manifest;
  readonly values: readonly Float64Array[];
}

export function readEcommerceChurn(): SampleFile {
  const shipped = readFileSync(new URL('models/churn/manifest.json', project), 'utf8');
  return encode(readTable('ecommerce_churn.csv'), manifestSchema.parse(JSON.parse(shipped)));
}

export function readTelcoChurn(): SampleFile {
  const table = readTable('telco_churn.csv');
  const inferred = inferManifest(table);
  if (!inferred.ok) throw new Error(inferred.message);
  return encode(table, inferred.manifest);
}

function encode(table: Table, manifest: Manifest): SampleFile {
  const result = encodeTable(table, manifest);
  if (!result.ok) throw new Error(result.message);
  return { manifest, values: result.encoded.values };
}
