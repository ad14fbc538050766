import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, Kind, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { printShippedSchema, SCHEMA_FILE } from './committed-schema.ts';

test('schema.graphql is what the code makes (npm run generate renews it)', async () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(await printShippedSchema());
});

/** Operations of the contract that exist by now; later work adds its own. */
const EXISTING = [
  'PredictChurn',
  'PredictChurnBatch',
  'Predict',
  'Health',
  'Models',
  'Performance',
  'PerformanceSeries',
  'Objectives',
  'Drift',
  'DataQuality',
  'Segments',
  'FeatureImportance',
  'Explain',
  'Predictions',
  'PredictionsAdded',
  'AlertChanged',
  'PerformanceChanged',
  'HealthChanged',
];
const CONTRACT = fileURLToPath(new URL('../../../../../shared/contract/operations.graphql', import.meta.url));

describe.skipIf(!existsSync(CONTRACT))('the contract (needs ../shared)', () => {
  const operations = existsSync(CONTRACT)
    ? parse(readFileSync(CONTRACT, 'utf8')).definitions.filter((node) => node.kind === 'OperationDefinition')
    : [];

  test.each(EXISTING)('%s is valid', (name) => {
    const operation = operations.find((node) => node.name?.value === name);
    expect(operation).toBeDefined();
    if (!operation) return;
    const schema = buildSchema(readFileSync(SCHEMA_FILE, 'utf8'));
    expect(validate(schema, { kind: Kind.DOCUMENT, definitions: [operation] })).toEqual([]);
  });
});
