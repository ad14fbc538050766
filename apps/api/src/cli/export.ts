import { once } from 'node:events';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { csvFormat, jsonLines } from '@kilter/core/exports/export-format';
import { errorCode } from '@kilter/db/errors';
import { readForExport } from '@kilter/db/queries/export';
import { listModelVersions } from '@kilter/db/queries/model';
import { findVersions, type CompiledVersion } from '../imports/find-version.ts';
import { exportHelp, parseExport, type ExportCommand } from './export-options.ts';
import { withDatabase, type CommandDatabase } from './kilter-database.ts';
import { createPartialFile, writeTo, type PartialFile } from './partial-file.ts';
import { startProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** Exports predictions; see `exportHelp`. Answers the exit code. */
export async function runExport(args: string[]): Promise<number> {
  const command = parseExport(args, Date.now());
  if (command === 'HELP') {
    process.stdout.write(exportHelp);
    return 0;
  }
  const output = await openOutput(command.out);
  try {
    const rows = await withDatabase((database) => exportFrom(database, command, output));
    await output.finish();
    process.stderr.write(`Exported ${rows.toLocaleString('en')} predictions.\n`);
    return 0;
  } catch (error) {
    await output.discard();
    // Whoever read our output has had enough (`| head`).
    if (errorCode(error) === 'EPIPE') return 0;
    throw error;
  }
}

async function openOutput(path: string | undefined): Promise<PartialFile> {
  if (path !== undefined) {
    return createPartialFile(path).catch((error: unknown) => {
      throw new UsageError(`--out ${path} cannot be written: ${errorCode(error)}`);
    });
  }
  const { stdout } = process;
  const broken = Promise.withResolvers<never>();
  stdout.on('error', broken.reject);
  broken.promise.catch(() => undefined);
  return {
    write: (text) => Promise.race([writeTo(stdout, text), broken.promise]),
    finish: async () => {
      if (stdout.writableLength > 0) await Promise.race([once(stdout, 'drain'), broken.promise]);
    },
    discard: async () => undefined,
  };
}

async function exportFrom(
  { env, db }: CommandDatabase,
  command: ExportCommand,
  output: PartialFile,
): Promise<number> {
  const found = findVersions(await listModelVersions(db.entities), {
    model: command.model,
    version: command.version,
    defaultModel: env.KILTER_DEFAULT_MODEL,
  });
  if (!found.ok) throw new UsageError(found.message);
  const versions = new Map<number, CompiledVersion>(found.versions.map((version) => [version.id, version]));
  const manifests = found.versions.map(({ manifest }) => manifest);
  const format = command.format === 'csv' ? csvFormat(manifests) : jsonLines;
  const { fromMs, toMs } = command;
  const nowMs = Date.now();
  const progress = startProgress('exporting');
  let rows = 0;
  try {
    await output.write(format.header);
    const sources = command.source === undefined ? null : [command.source];
    const query = { modelVersionIds: [...versions.keys()], sources, fromMs, toMs };
    for await (const some of readForExport(db.sql, query)) {
      const lines = some.flatMap((row) => {
        const version = versions.get(row.modelVersionId);
        return version ? [format.line({ ...row, atMs: idTimeMs(row.id) }, version, nowMs)] : [];
      });
      await output.write(lines.join(''));
      rows += some.length;
      progress.update((idTimeMs(some[some.length - 1].id) - fromMs) / (toMs - fromMs), rows);
    }
  } finally {
    progress.stop();
  }
  return rows;
}
