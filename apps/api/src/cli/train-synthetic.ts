import { fitSynthetic, type Synthetic } from '@kilter/core/simulation/synthetic-fit';
import { compileSyntheticModel } from '@kilter/core/simulation/synthetic-model';
import { syntheticTable } from '@kilter/core/simulation/synthetic-table';
import { createRandom } from '@kilter/core/training/random';
import type { Table } from '@kilter/core/training/table';
import type { TrainedModel } from '@kilter/core/training/train-model';
import type { TrainingTable } from '@kilter/core/training/training-table';
import { formatJson } from './train-json.ts';

/** What is written beside a model to simulate its customers. */
export interface SyntheticFiles extends Synthetic {
  /** Some of these customers with their outcomes, in the source's columns. */
  readonly sample: Table;
}

const SAMPLE_ROWS = 5000;
/** The sample's sequence of chance under the run's seed. */
const SAMPLE_STREAM = 2001;

/** The synthetic customers of a trained model, or null with a line that says why there are none. */
export function makeSynthetic(
  model: TrainedModel,
  table: TrainingTable,
  groups: Int32Array,
  seed: number,
): SyntheticFiles | null {
  const fitted = fitSynthetic(model, table, groups, seed);
  if (!fitted.ok) {
    console.log(`no synthetic customers: ${fitted.message}`);
    return null;
  }
  const { generator, truth } = fitted.synthetic;
  const compiled = compileSyntheticModel(model.manifest, generator, truth);
  const sample = syntheticTable(model.manifest, compiled, SAMPLE_ROWS, createRandom(seed, SAMPLE_STREAM));
  return { generator, truth, sample };
}

/** The files by name. */
export function syntheticFiles({ generator, truth, sample }: SyntheticFiles): [string, string][] {
  return [
    ['generator.json', formatJson(generator)],
    ['truth.json', formatJson(truth)],
    ['sample.csv', formatCsv(sample)],
  ];
}

function formatCsv({ header, rows }: Table): string {
  return [header, ...rows].map((cells) => `${cells.map(quote).join(',')}\n`).join('');
}

/** As RFC 4180 asks: quoted where a comma, quote or line break is inside. */
function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
