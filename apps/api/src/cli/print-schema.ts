import { writeFile } from 'node:fs/promises';
import { printShippedSchema, SCHEMA_FILE } from '../graphql/committed-schema.ts';

await writeFile(SCHEMA_FILE, await printShippedSchema());
