import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainedModel } from '@kilter/core/training/train-model';
import { writeCard } from './train-card.ts';
import { readIfPresent } from './train-input.ts';
import { formatJson } from './train-json.ts';
import { syntheticFiles, type SyntheticFiles } from './train-synthetic.ts';

/**
 * Writes the model's folder and returns the names of the files. Each file is written beside its place and moved there,
 * so that a server never reads half of one; the manifest comes last, since it announces the others.
 */
export async function writeFolder(
  folder: string,
  model: TrainedModel,
  synthetic: SyntheticFiles | null,
  args: readonly string[],
): Promise<string[]> {
  const card = await readIfPresent(join(folder, 'README.md'));
  const truth = synthetic?.truth ?? null;
  const files: [string, string | Uint8Array][] = [
    ['model.onnx', model.onnx],
    ['reference.json', formatJson(model.reference)],
    ...(synthetic === null ? [] : syntheticFiles(synthetic)),
    ['README.md', writeCard(model, truth, describeCommand(args), card?.toString('utf8') ?? null)],
    ['manifest.json', formatJson(model.manifest)],
  ];
  await mkdir(folder, { recursive: true });
  if (synthetic === null) await removeStale(folder);
  for (const [name, content] of files) {
    const path = join(folder, name);
    await writeFile(`${path}.new`, content);
    await rename(`${path}.new`, path);
  }
  return files.map(([name]) => name);
}

/** A truth is pinned to one model: an earlier one must not stay beside another. */
async function removeStale(folder: string): Promise<void> {
  for (const name of ['generator.json', 'truth.json']) await rm(join(folder, name), { force: true });
}

/** The command line again, to be pasted into a shell; the time of training stands in the manifest. */
function describeCommand(args: readonly string[]): string {
  const kept = args.filter((arg, i) => !arg.startsWith('--trained-at') && args[i - 1] !== '--trained-at');
  const quoted = kept.map((arg) => (/^[\w./:=@-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`));
  return ['npm run train --', ...quoted].join(' ');
}

export function printSummary(
  { reference, report }: TrainedModel,
  synthetic: SyntheticFiles | null,
  written: readonly string[],
  folder: string,
): void {
  const { metrics, leaky } = reference.baseline;
  const line = (list: readonly { readonly name: string; readonly value: number }[]) =>
    list.map(({ name, value }) => `${name} ${value.toFixed(4)}`).join('  ');
  console.log(`out of fold   ${line(metrics)}`);
  if (leaky.length > 0) console.log(`random split  ${line(leaky)}`);
  if (synthetic !== null) console.log(`synthetic     ${line(synthetic.truth.pinned.stable)}`);
  console.log(`${report.rounds} trees; wrote ${written.join(', ')} to ${folder}`);
}
