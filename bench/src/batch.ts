import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, request } from 'node:http';
import { createIdFactory, idTimeMs } from '@kilter/core/ids/uuid-v7';
import { createClient, type DatabaseTarget, type SqlClient } from '@kilter/db/client';
import { customers, manifest, PREDICT_BATCH } from './customers.ts';
import { startKilter } from './processes.ts';
import { median } from './statistics.ts';

const ROUNDS = 7;
const SECONDS = 4;
const BATCH = 500;
/** Batches under way at a time, on both sides. */
const LANES = 4;

const agent = new Agent({ keepAlive: true });

function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Runs lanes side by side until the time is over; rows a second. */
async function rowsPerSecond(oneBatch: (lane: number, round: number) => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  const untilMs = startedMs + SECONDS * 1000;
  let rows = 0;
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      for (let round = 0; performance.now() < untilMs; round++) {
        await oneBatch(lane, round);
        rows += BATCH;
      }
    }),
  );
  return rows / ((performance.now() - startedMs) / 1000);
}

function batchBodies(): string[] {
  return Array.from({ length: 8 }, (_, seed) => {
    const items = customers(BATCH, seed + 1).map((input, i) => ({ input, subject: `customer-${i}` }));
    return JSON.stringify({ query: PREDICT_BATCH, variables: { items } });
  });
}

const COPY = `COPY prediction (id, at, model_version_id, source, environment, subject, tags, label, value, probability,
  probabilities, confidence, latency_ms, features, flags, raw, error_code) FROM STDIN`;

/** The text lines of one batch: the same rows as Kilter stores, with ids of now. */
function copyText(inputs: readonly Record<string, number | string>[], nextId: () => string): string {
  const lines = inputs.map((input, i) => {
    const features = manifest.features.map((feature) => {
      const value = input[feature.name];
      if (value === undefined) return 'NaN';
      return feature.kind === 'CATEGORICAL' ? feature.categories.indexOf(String(value)) : value;
    });
    const missing = manifest.features.filter((feature) => input[feature.name] === undefined);
    const flags =
      missing.length === 0
        ? '\\N'
        : JSON.stringify(Object.fromEntries(missing.map((f) => [f.name, 'MISSING'])));
    const id = nextId();
    const at = new Date(idTimeMs(id)).toISOString();
    return `${id}\t${at}\t1\tAPI\tproduction\tcustomer-${i}\t\\N\t0\t\\N\t0.12345678\t\\N\t0.87654322\t1.5\t{${features.join(',')}}\t${flags}\t\\N\t\\N\n`;
  });
  return lines.join('');
}

async function copyBatch(sql: SqlClient, text: string): Promise<void> {
  const stream: Writable = await sql.unsafe(COPY).writable();
  await pipeline([text], stream);
}

/** Rows a second in batches of 500, answers included, against text COPY of the same rows into the same table. */
export async function benchBatch(): Promise<void> {
  const kilter = await startKilter();
  const socketDirectory = `${kilter.dataDir}/postgres`;
  const target: DatabaseTarget = { socketDirectory, port: 5432, database: 'kilter', user: 'kilter' };
  const clients = Array.from({ length: LANES }, () =>
    createClient(target, { max: 1, applicationName: 'bench' }),
  );
  const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));
  const bodies = batchBodies();
  const inputs = Array.from({ length: 8 }, (_, seed) => customers(BATCH, seed + 1));
  const rates: { kilter: number[]; copy: number[] } = { kilter: [], copy: [] };

  const viaKilter = async (lane: number, round: number) => {
    const answer = await post(kilter.url, bodies[(lane + round) % bodies.length]);
    if (!answer.endsWith('"errors":[]}}}')) throw new Error(`A batch failed: ${answer.slice(0, 300)}`);
  };
  const viaCopy = (lane: number, round: number) =>
    copyBatch(
      clients[lane],
      copyText(inputs[(lane + round) % inputs.length], () => ids.next(Date.now())),
    );

  try {
    await rowsPerSecond(viaKilter);
    await rowsPerSecond(viaCopy);
    for (let round = 1; round <= ROUNDS; round++) {
      rates.copy.push(await rowsPerSecond(viaCopy));
      rates.kilter.push(await rowsPerSecond(viaKilter));
      console.log(
        `  round ${round}: COPY ${rates.copy.at(-1)?.toFixed(0)} rows/s, Kilter ${rates.kilter.at(-1)?.toFixed(0)} rows/s`,
      );
    }
  } finally {
    await Promise.all(clients.map((client) => client.end({ timeout: 1 })));
    await kilter.stop();
  }
  const [ours, theirs] = [median(rates.kilter), median(rates.copy)];
  console.log(
    `batch: ${ours.toFixed(0)} rows/s in batches of ${BATCH}, text COPY ${theirs.toFixed(0)} rows/s`,
  );
  console.log(`batch: ratio ${(ours / theirs).toFixed(2)} (wanted: at least 0.5)`);
}
