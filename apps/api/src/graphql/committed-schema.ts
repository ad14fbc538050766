import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { manifestSchema } from '@kilter/core/features/manifest';
import { makeSchema } from './schema.ts';

const MODELS = fileURLToPath(new URL('../../../../models', import.meta.url));
export const SCHEMA_FILE = fileURLToPath(new URL('../../../../schema.graphql', import.meta.url));

/** The schema of the models that ship, as it is committed in schema.graphql. */
export async function printShippedSchema(): Promise<string> {
  const folders = (await readdir(MODELS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const manifests = await Promise.all(
    folders.map(async ({ name }) =>
      manifestSchema.parse(JSON.parse(await readFile(join(MODELS, name, 'manifest.json'), 'utf8'))),
    ),
  );
  return `${printSchema(lexicographicSortSchema(makeSchema(manifests)))}\n`;
}
