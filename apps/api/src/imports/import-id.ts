import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** What makes an import the same import: only what changes the rows that it writes, and which of them form a chunk. */
export interface ImportIdentity {
  contentSha256: string;
  model: string;
  /** Null: whichever is the champion; so an import goes on although another was promoted meanwhile. */
  version: string | null;
  environment: string;
  /** Columns that were named for a role. */
  columns: Readonly<Record<string, string>>;
  chunkLines: number;
}

/** The writer of an import in the ledger: a UUID of version 8, which the servers' own (version 4) never meet. */
export function importIdOf(identity: ImportIdentity): string {
  const { contentSha256, model, version, environment, columns, chunkLines } = identity;
  const named = Object.entries(columns).sort(([a], [b]) => (a < b ? -1 : 1));
  const digits = hash(
    'sha256',
    JSON.stringify(['import', contentSha256, model, version, environment, named, chunkLines]),
    'hex',
  );
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

export async function sha256OfFile(path: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), sum);
  return sum.digest('hex');
}
