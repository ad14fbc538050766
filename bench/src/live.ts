import { setTimeout as wait } from 'node:timers/promises';
import { createClient as createWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { singleBodies } from './customers.ts';
import { connectTo } from './kilter-database.ts';
import { steadyLoad } from './steady-load.ts';
import { startKilter } from './processes.ts';
import { quantile } from './statistics.ts';

const WATCHERS = 10;
const PER_SECOND = 200;
const SECONDS = 20;

interface Received {
  seq: number;
  atMs: number;
}

const nowMs = () => performance.timeOrigin + performance.now();

/** From the newest commit in a frame to its arrival at a graphql-ws client, at 200 predictions a second. */
export async function benchLive(): Promise<void> {
  const kilter = await startKilter();
  const sql = connectTo(kilter);
  const received: Received[] = [];
  const watchers = Array.from({ length: WATCHERS }, () =>
    createWsClient({ url: kilter.url.replace('http', 'ws'), webSocketImpl: WebSocket }),
  );
  try {
    for (const watcher of watchers) {
      watcher.subscribe<{ predictionsAdded: { cursor: string } }>(
        {
          query:
            'subscription { predictionsAdded { cursor skipped predictions { id at label probability confidence latencyMs } } }',
        },
        {
          next: ({ data }) => {
            if (data)
              received.push({ seq: Number(data.predictionsAdded.cursor.split('.')[0]), atMs: nowMs() });
          },
          error: (error) => {
            throw error;
          },
          complete: () => undefined,
        },
      );
    }
    const bodies = singleBodies(200);
    await steadyLoad(kilter.url, bodies, PER_SECOND, 3);
    received.length = 0;
    await steadyLoad(kilter.url, bodies, PER_SECOND, SECONDS);
    await wait(500);

    // `at` is taken in the trigger, just before the commit: the figures include the commit itself.
    const entries = await sql<{ seq: string; atMs: number }[]>`
      SELECT seq, (extract(epoch FROM at) * 1000)::float8 AS "atMs" FROM feed`;
    const writtenAt = new Map(entries.map(({ seq, atMs }) => [Number(seq), atMs]));
    const delays = received.map(({ seq, atMs }) => atMs - (writtenAt.get(seq) ?? Number.NaN));
    console.log(
      `live: ${received.length} frames to ${WATCHERS} watchers at ${PER_SECOND} predictions/s, from the newest commit in the frame to the client:`,
    );
    console.log(
      `live: p50 ${quantile(delays, 0.5).toFixed(1)} ms (wanted: at most 5), p95 ${quantile(delays, 0.95).toFixed(1)} ms, p99 ${quantile(delays, 0.99).toFixed(1)} ms`,
    );
  } finally {
    await Promise.all(watchers.map((watcher) => watcher.dispose()));
    await sql.end({ timeout: 1 });
    await kilter.stop();
  }
}
