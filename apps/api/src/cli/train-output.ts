import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainedModel } from '@kilter/core/training/train-model';
import { writeCard } from './train-card.ts';
import { readIfPresent } from './train-input.ts';
import { formatJson } from './train-json.ts';

/**
 * Writes the model's folder. Each file is written beside its place and moved there, so that a server never reads half
 * of one; the manifest comes last, since it announces the others.
 */
export async function writeFolder(
  folder: string,
  model: TrainedModel,
  args: readonly string[],
): Promise<void> {
  const card = await readIfPresent(join(folder, 'README.md'));
  const files: [string, string | Uint8Array][] = [
    ['model.onnx', model.onnx],
    ['reference.json', formatJson(model.reference)],
    ['README.md', writeCard(model, describeCommand(args), card?.toString('utf8') ?? null)],
    ['manifest.json', formatJson(model.manifest)],
  ];
  await mkdir(folder, { recursive: true });
  for (const [name, content] of files) {
    const path = join(folder, name);
    await writeFile(`${path}.new`, content);
    await rename(`${path}.new`, path);
  }
}

/** The command line again, to be pasted into a shell. */
function describeCommand(args: readonly string[]): string {
  const quoted = args.map((arg) => (/^[\w./:=@-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`));
  return ['npm run train --', ...quoted].join(' ');
}

export function printSummary({ reference, report }: TrainedModel, folder: string): void {
  const { metrics, leaky } = reference.baseline;
  const line = (list: typeof metrics) =>
    list.map(({ name, value }) => `${name} ${value.toFixed(4)}`).join('  ');
  console.log(`out of fold   ${line(metrics)}`);
  if (leaky.length > 0) console.log(`random split  ${line(leaky)}`);
  console.log(
    `${report.rounds} trees; wrote model.onnx, manifest.json, reference.json, README.md to ${folder}`,
  );
}
