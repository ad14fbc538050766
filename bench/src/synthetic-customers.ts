import { existsSync, readFileSync } from 'node:fs';
import { generatorSchema } from '@kilter/core/simulation/generator';
import { compileSyntheticModel } from '@kilter/core/simulation/synthetic-model';
import { truthSchema } from '@kilter/core/simulation/truth';
import { labelledData, type LabelledData } from '@kilter/core/training/dataset';
import { encodeTable } from '@kilter/core/training/encode-table';
import { createRandom } from '@kilter/core/training/random';
import type { Table } from '@kilter/core/training/table';
import { trainingTable, type TrainingTable } from '@kilter/core/training/training-table';
import { manifest } from './customers.ts';

/** Customers drawn at a time: a hundred thousand at once would be the largest thing in memory. */
const BATCH = 1000;
/** Rows of the churn data. */
const TRAINING_ROWS = 5630;

const models = new URL('../../models/churn/', import.meta.url);
const churnData = new URL('../../../shared/data/ecommerce_churn.csv', import.meta.url);
const readJson = (file: string): unknown => JSON.parse(readFileSync(new URL(file, models), 'utf8'));

const synthetic = compileSyntheticModel(
  manifest,
  generatorSchema.parse(readJson('generator.json')),
  truthSchema.parse(readJson('truth.json')),
);

/** Synthetic customers of the churn model: one array a feature, category index for categories, NaN missing. */
export function drawColumns(rows: number, seed: number): Float64Array[] {
  const random = createRandom(seed);
  const columns = manifest.features.map(() => new Float64Array(rows));
  for (let from = 0; from < rows; from += BATCH) {
    synthetic.sampleCustomers(Math.min(BATCH, rows - from), random).forEach((customer, i) => {
      columns.forEach((column, feature) => (column[from + i] = customer[feature]));
    });
  }
  return columns;
}

/** Rows to train on: the churn data where it is at hand, else as many synthetic customers with their truth. */
export function trainingRows(): { data: LabelledData; source: string } {
  const isAtHand = existsSync(churnData);
  const { columns, targets } = isAtHand ? readChurn() : drawLabelled();
  return {
    data: labelledData(columns, targets),
    source: isAtHand ? 'rows of ecommerce_churn.csv' : 'synthetic rows',
  };
}

function readChurn(): TrainingTable {
  const encoded = encodeTable(readTable(churnData), manifest);
  if (!encoded.ok) throw new Error(encoded.message);
  return encoded.encoded;
}

/** The file needs no quoting. */
function readTable(url: URL): Table {
  const lines = readFileSync(url, 'utf8').trimEnd().split(/\r?\n/);
  const [header, ...rows] = lines.map((line) => line.split(','));
  return { header, rows };
}

function drawLabelled(): TrainingTable {
  const random = createRandom(1);
  const customers = synthetic.sampleCustomers(TRAINING_ROWS, random);
  const logits = synthetic.truthLogits(customers, 'STABLE');
  const targets = logits.map((logit) => Number(random() < 1 / (1 + Math.exp(-logit))));
  return trainingTable(manifest, customers, targets);
}
