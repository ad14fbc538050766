import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { inferManifest } from '@kilter/core/features/infer-manifest';
import { parseManifest, type Manifest } from '@kilter/core/features/manifest';
import type { Table } from '@kilter/core/training/table';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { TrainOptions } from './train-options.ts';

/** The file's bytes. Throws an Error of one line, as the other functions here do. */
export async function readInput(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new Error(`cannot read ${path}: ${errorCode(error)}`, { cause: error });
  }
}

/** The file's bytes, or null when there is none. */
export async function readIfPresent(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error;
}

const records = z.array(z.array(z.string()));

export function parseTable(bytes: Buffer, path: string): Table {
  try {
    const [header = [], ...rows] = records.parse(parse(bytes, { bom: true, skip_empty_lines: true }));
    return { header: header.map((column) => column.trim()), rows };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} is not a CSV file: ${reason}`, { cause: error });
  }
}

export interface ChosenManifest {
  readonly manifest: Manifest;
  readonly isInferred: boolean;
}

/** The manifest named, or the folder's own, or one inferred from the data. */
export async function chooseManifest(options: TrainOptions, table: Table): Promise<ChosenManifest> {
  const path = options.manifest ?? join(options.out, 'manifest.json');
  const bytes = options.manifest === undefined ? await readIfPresent(path) : await readInput(path);
  if (bytes === null) return { manifest: inferFrom(table, options), isInferred: true };
  for (const option of ['target', 'subject', 'name'] as const) {
    if (options[option] !== undefined)
      throw new Error(`--${option} has no effect beside ${path}: edit that file`);
  }
  return { manifest: readManifest(bytes, path), isInferred: false };
}

function inferFrom(table: Table, options: TrainOptions): Manifest {
  const name = options.name ?? nameOfFolder(options.out);
  const inferred = inferManifest(table, { ...options, name });
  if (!inferred.ok) throw new Error(inferred.message);
  for (const { column, reason } of inferred.ignored) {
    console.warn(`column "${column}" is left out: ${reason}`);
  }
  return inferred.manifest;
}

/** A model is named after its folder, where that makes a name; else after its target. */
function nameOfFolder(path: string): string | undefined {
  const name = basename(resolve(path))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return /^[a-z][a-z0-9-]{0,62}$/.test(name) ? name : undefined;
}

function readManifest(bytes: Buffer, path: string): Manifest {
  const parsed = parseManifest(parseJson(bytes, path));
  if (!parsed.ok) throw new Error(`${path}: ${parsed.message}`);
  return parsed.manifest;
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new Error(`${path} is not JSON`, { cause: error });
  }
}
