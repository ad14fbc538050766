import { createHash } from 'node:crypto';
import type { Manifest } from '@kilter/core/features/manifest';
import { encodeTable, type EncodedTable } from '@kilter/core/training/encode-table';
import { groupCount, numberGroups, singleRowGroups } from '@kilter/core/training/grouped-folds';
import { columnCells, type Table } from '@kilter/core/training/table';
import { defaultTraining, trainModel, type TrainedModel } from '@kilter/core/training/train-model';
import { SingleBar } from 'cli-progress';
import { groupKeys } from './train-group-key.ts';
import { chooseManifest, parseTable, readInput } from './train-input.ts';
import { help, parseOptions, type TrainOptions } from './train-options.ts';
import { printSummary, writeFolder } from './train-output.ts';
import { makeSynthetic } from './train-synthetic.ts';
import { verifyOnnx } from './train-verify.ts';

/** Trains a model from a CSV file and writes its folder; see `help`. */
async function main(args: string[]): Promise<void> {
  const options = parseOptions(args);
  if (options === 'HELP') return console.log(help);
  const bytes = await readInput(options.data);
  const table = parseTable(bytes, options.data);
  const { manifest, isInferred } = await chooseManifest(options, table);
  const dataSha256 = createHash('sha256').update(bytes).digest('hex');
  const encoded = encode(table, manifest);
  const groups = groupRows(options, table, manifest, encoded.rows);
  const trained = train(options, manifest, encoded, groups, dataSha256);
  await verifyOnnx(trained, encoded.columns);
  const synthetic = makeSynthetic(trained, encoded, groups, options.seed);
  const model = isInferred ? withHonestTargets(trained) : trained;
  const written = await writeFolder(options.out, model, synthetic, args);
  printSummary(model, synthetic, written, options.out);
}

function encode(table: Table, manifest: Manifest): EncodedTable {
  const result = encodeTable(table, manifest);
  if (!result.ok) throw new Error(result.message);
  for (const [name, count] of result.encoded.unseen) {
    console.warn(
      `${name}: ${count} cells hold categories that the manifest does not list; they count as missing`,
    );
  }
  return result.encoded;
}

function train(
  options: TrainOptions,
  manifest: Manifest,
  encoded: EncodedTable,
  groups: Int32Array,
  dataSha256: string,
): TrainedModel {
  const isGrouped = groupCount(groups) < groups.length;
  const provenance = {
    trainedAt: options['trained-at'] ?? new Date().toISOString(),
    dataSha256,
    groupedBy: isGrouped ? (options.group ?? manifest.subject?.column ?? null) : null,
  };
  const bar = new SingleBar({
    format: 'training [{bar}] {percentage} % | {value} of {total} fits | {duration_formatted}',
  });
  const trained = trainModel(manifest, encoded, groups, provenance, {
    ...defaultTraining,
    repeats: options.repeats,
    leakyRepeats: Math.min(options.repeats, defaultTraining.leakyRepeats),
    seed: options.seed,
    onProgress: (done, total) => (bar.isActive ? bar.update(done) : bar.start(total, done)),
  });
  bar.stop();
  if (!trained.ok) throw new Error(trained.message);
  return trained.model;
}

/** The group of each row kept: by the expression, else by the subject, else each row alone. */
function groupRows(
  { group }: TrainOptions,
  table: Table,
  { subject }: Manifest,
  rows: Int32Array,
): Int32Array {
  const subjects = subject === null ? null : columnCells(table, subject.column);
  const keys = group === undefined ? subjects : groupKeys(group, table);
  return keys === null ? singleRowGroups(rows.length) : numberGroups(Array.from(rows, (row) => keys[row]));
}

/** Targets a little under the model's own figures: a fixed 85 % would be red for ever where .80 is possible. */
function withHonestTargets({ manifest, ...model }: TrainedModel): TrainedModel {
  const lower = (value: number) => Math.floor(100 * value - 1) / 100;
  const accuracy = model.reference.baseline.metrics.find(({ name }) => name === 'accuracy');
  const targets = {
    ...manifest.targets,
    accuracy: lower(accuracy?.value ?? manifest.targets.accuracy),
    confidence: Math.min(manifest.targets.confidence, lower(model.report.meanConfidence)),
  };
  return { ...model, manifest: { ...manifest, targets } };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`train: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
