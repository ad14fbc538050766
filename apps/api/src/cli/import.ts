import { access, constants } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import { findColumns } from '@kilter/core/imports/file-columns';
import { compileRecordReader } from '@kilter/core/imports/read-record';
import { writeImportChunk } from '@kilter/db/queries/import';
import { listModelVersions } from '@kilter/db/queries/model';
import { ensurePartitions } from '@kilter/db/queries/partition';
import { databaseFailure, errorCode } from '@kilter/db/errors';
import { findVersions, type CompiledVersion } from '../imports/find-version.ts';
import { CHUNK_LINES, importFile, type BadLine, type ImportCounts } from '../imports/import-file.ts';
import { importIdOf, sha256OfFile } from '../imports/import-id.ts';
import { openLogFile, type LogFile } from '../imports/log-file.ts';
import { oldestLogMs } from '../imports/oldest-log.ts';
import { UnreadableFileError } from '../imports/read-lines.ts';
import { foldRollups } from '../monitoring/fold-rollups.ts';
import { importHelp, parseImport, type ImportCommand } from './import-options.ts';
import { withDatabase, type CommandDatabase } from './kilter-database.ts';
import { createPartialFile, type PartialFile } from './partial-file.ts';
import { startProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** Bad lines on the screen; all of them go to the file of --errors. */
const SHOWN_LINES = 20;
/** Between two folds of the counters: readers look through all that is not folded. */
const DELTAS_BETWEEN_FOLDS = 10_000;

/** Imports a file; see `importHelp`. Answers the exit code. */
export async function runImport(args: string[]): Promise<number> {
  const command = parseImport(args);
  if (command === 'HELP') {
    process.stdout.write(importHelp);
    return 0;
  }
  await checkReadable(command.file);
  const file = await openLogFile(command.file).catch((error: unknown) => {
    throw error instanceof UnreadableFileError ? unreadable(command.file, error) : error;
  });
  try {
    return await withDatabase((database) => importInto(database, command, file));
  } finally {
    await file.close();
  }
}

async function checkReadable(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${errorCode(error)}`);
  }
}

const unreadable = (path: string, error: Error) => new UsageError(`${path} cannot be read: ${error.message}`);

async function importInto(database: CommandDatabase, command: ImportCommand, file: LogFile): Promise<number> {
  const { env, db } = database;
  const nowMs = Date.now();
  const found = findVersions(await listModelVersions(db.entities), {
    model: command.model,
    version: command.version,
    defaultModel: env.KILTER_DEFAULT_MODEL,
  });
  if (!found.ok) throw new UsageError(found.message);
  const [target] = found.versions;
  const columns = findColumns(target.manifest, file.columns, command.columns);
  if (!columns.ok) throw new UsageError(`${command.file}: ${columns.message}`);
  if (columns.columns.ignored.length > 0) say(`Left out: ${columns.columns.ignored.join(', ')}.`);

  const models = (await listModelVersions(db.entities))
    .filter(({ stage }) => stage === 'CHAMPION')
    .map(({ manifest }) => manifest);
  const environment = command.environment ?? env.KILTER_ENVIRONMENT;
  const importId = importIdOf({
    contentSha256: await sha256OfFile(command.file),
    model: target.modelName,
    version: command.version ?? null,
    environment,
    columns: command.columns,
    chunkLines: CHUNK_LINES,
  });
  const report = await createReport(command.errors);
  const stop = stopOnInterrupt();
  const progress = startProgress(command.isDryRun ? 'checking' : 'importing');
  const startedMs = performance.now();
  try {
    const counts = await importFile({
      lines: file.lines(),
      reader: compileRecordReader(target.manifest, target.codec, columns.columns),
      target,
      importId,
      environment,
      times: { nowMs, oldestMs: await oldestLogMs(db.entities, models, nowMs) },
      ids: createIdFactory((bytes) => crypto.getRandomValues(bytes)),
      write: command.isDryRun ? async () => true : writer(database),
      ensurePartitions: async (timeMs) => {
        if (!command.isDryRun) await ensurePartitions(db.sql, timeMs);
      },
      onBadLine: report.note,
      onProgress: ({ written, known }) => progress.update(file.progress(), written + known),
      isStopped: stop.isStopped,
    });
    if (!command.isDryRun) await foldRollups(db.sql);
    progress.stop();
    await report.finish();
    summarise(command, target, counts, (performance.now() - startedMs) / 1000);
    report.show(file.unit);
    if (!stop.isStopped()) return counts.written + counts.known > 0 || counts.bad === 0 ? 0 : 1;
    say('Interrupted: run the same command again to go on.');
    return 130;
  } catch (error) {
    progress.stop();
    await report.discard();
    if (error instanceof UnreadableFileError) throw unreadable(command.file, error);
    if (databaseFailure(error) !== 'AWAY') throw error;
    throw new Error('the database cannot be reached; run the same command again to go on', { cause: error });
  } finally {
    stop.forget();
  }
}

/** Writes chunks, and folds what they add to the counters now and then, whether a server runs or not. */
function writer({ db, copySql }: CommandDatabase) {
  let unfolded = 0;
  return async (chunk: Parameters<typeof writeImportChunk>[1]): Promise<boolean> => {
    const isNew = await writeImportChunk(copySql, chunk);
    if (isNew) unfolded += chunk.deltas.length;
    if (unfolded >= DELTAS_BETWEEN_FOLDS) {
      await foldRollups(db.sql);
      unfolded = 0;
    }
    return isNew;
  };
}

/** Ctrl-C ends the import behind the chunk under way; a second one ends it at once. */
function stopOnInterrupt() {
  let stopped = false;
  const onSignal = () => {
    if (stopped) process.exit(130);
    stopped = true;
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    isStopped: () => stopped,
    forget: () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}

interface Report {
  note(line: BadLine): void;
  finish(): Promise<void>;
  discard(): Promise<void>;
  show(unit: string): void;
}

async function createReport(path: string | undefined): Promise<Report> {
  const shown: BadLine[] = [];
  let bad = 0;
  const file: PartialFile | null = path === undefined ? null : await openReport(path);
  let writing = Promise.resolve();
  const append = (text: string) => {
    writing = writing.then(() => file?.write(text));
    writing.catch(() => undefined);
  };
  append('line,field,message\n');
  return {
    note: (line) => {
      bad++;
      if (shown.length < SHOWN_LINES) shown.push(line);
      if (file) append(`${[String(line.line), line.field ?? '', line.message].map(csvText).join(',')}\n`);
    },
    finish: async () => {
      await writing;
      await file?.finish();
    },
    discard: async () => {
      await file?.discard();
    },
    show: (unit) => {
      for (const { line, field, message } of shown) {
        say(`  ${unit} ${line}${field === null ? '' : `, ${field}`}: ${message}`);
      }
      if (bad > shown.length)
        say(`  ... and ${count(bad - shown.length)} more (--errors FILE writes all of them)`);
    },
  };
}

async function openReport(path: string): Promise<PartialFile> {
  return createPartialFile(path).catch((error: unknown) => {
    throw new UsageError(`--errors ${path} cannot be written: ${errorCode(error)}`);
  });
}

const csvText = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function summarise(
  { isDryRun }: ImportCommand,
  { modelName, version }: CompiledVersion,
  { written, known, bad, times }: ImportCounts,
  seconds: number,
): void {
  const day = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10);
  const when = times === null ? '' : ` of ${day(times.fromMs)} to ${day(times.toMs)}`;
  const verb = isDryRun ? 'Would import' : 'Imported';
  say(`${verb} ${count(written)} predictions of ${modelName} ${version}${when} in ${seconds.toFixed(1)} s.`);
  if (known > 0) say(`${count(known)} were there from an earlier run.`);
  if (bad > 0) say(`${count(bad)} left out:`);
}

const count = (rows: number) => rows.toLocaleString('en');
const say = (text: string) => process.stdout.write(`${text}\n`);
