import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../features/manifest.ts';
import { inferManifest } from '../features/infer-manifest.ts';
import { encodeTable } from './encode-table.ts';
import { numberGroups } from './grouped-folds.ts';
import type { Table } from './table.ts';
import { defaultTraining, trainModel } from './train-model.ts';

const project = new URL('../../../../', import.meta.url);
const dataUrl = new URL('../shared/data/', project);
const minute = 60_000;

/** The sample files need no quoting. */
function readTable(file: string): Table {
  const [header, ...rows] = readFileSync(new URL(file, dataUrl), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return { header, rows };
}

function train(table: Table, manifestJson: unknown, keyOf: ((row: readonly string[]) => unknown) | null) {
  const parsed = parseManifest(manifestJson);
  if (!parsed.ok) throw new Error(parsed.message);
  const result = encodeTable(table, parsed.manifest);
  if (!result.ok) throw new Error(result.message);
  const groups = numberGroups(table.rows.map((row, i) => (keyOf === null ? i : keyOf(row))));
  const provenance = { trainedAt: '2026-01-01T00:00:00.000Z', dataSha256: '', groupedBy: null };
  const options = { ...defaultTraining, repeats: 1, leakyRepeats: 1, innerFolds: 2 };
  const trained = trainModel(parsed.manifest, result.encoded, groups, provenance, options);
  if (!trained.ok) throw new Error(trained.message);
  const { metrics, leaky } = trained.model.reference.baseline;
  const values = (list: typeof metrics) => Object.fromEntries(list.map(({ name, value }) => [name, value]));
  return { honest: values(metrics), leaky: values(leaky) };
}

describe.skipIf(!existsSync(dataUrl))('on the sample data', () => {
  it(
    'e-commerce churn: grouped folds reach .88, and a random split looks better than that',
    { timeout: minute },
    () => {
      const manifest: unknown = JSON.parse(
        readFileSync(new URL('models/churn/manifest.json', project), 'utf8'),
      );
      const related = ([customer]: readonly string[]) => ((Number(customer) - 50_001) % 2815) % 1470;
      const { honest, leaky } = train(readTable('ecommerce_churn.csv'), manifest, related);
      expect(honest.accuracy).toBeGreaterThanOrEqual(0.88);
      expect(honest.rocAuc).toBeGreaterThanOrEqual(0.88);
      expect(leaky.accuracy).toBeGreaterThan(honest.accuracy + 0.03);
      expect(leaky.rocAuc).toBeGreaterThan(honest.rocAuc + 0.03);
    },
  );

  it('Telco churn: an inferred manifest is enough', { timeout: minute }, () => {
    const table = readTable('telco_churn.csv');
    const inferred = inferManifest(table);
    if (!inferred.ok) throw new Error(inferred.message);
    expect(inferred.manifest.subject).toEqual({ column: 'customerID' });
    expect(inferred.manifest.features.length).toBe(19);
    const { honest } = train(table, inferred.manifest, null);
    expect(honest.accuracy).toBeGreaterThan(0.78);
    expect(honest.rocAuc).toBeGreaterThan(0.83);
  });
});
