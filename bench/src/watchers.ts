import { setTimeout as wait } from 'node:timers/promises';
import { createClient as createWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { singleBodies } from './customers.ts';
import { connectTo } from './kilter-database.ts';
import { closedLoad } from './closed-load.ts';
import { startKilter, type RunningServer } from './processes.ts';
import { median, quantile } from './statistics.ts';
import { steadyLoad } from './steady-load.ts';

const WATCHERS = 1_000;
const PER_SECOND = 500;
const SECONDS = 60;
const ROUNDS = 3;

const nowMs = () => performance.timeOrigin + performance.now();

const SUBSCRIPTION = `subscription {
  performanceChanged(window: { hours: 24 }) { totalPredictions errorRate positiveRate averageConfidence status }
}`;

/** How many predictions a frame knows of, and when it came. */
interface Received {
  total: number;
  atMs: number;
}

/**
 * A thousand watchers of the figures at 500 predictions a second: from the newest commit in a frame to its arrival at each
 * client, and what watching costs those who predict.
 */
export async function benchWatchers(): Promise<void> {
  const kilter = await startKilter();
  const sql = connectTo(kilter);
  const bodies = singleBodies(500);
  const received: Received[] = [];
  try {
    await closedLoad(kilter.url, bodies, 5);
    let watchers = await watch(kilter, received);
    await steadyLoad(kilter.url, bodies, PER_SECOND, 5);
    received.length = 0;
    await steadyLoad(kilter.url, bodies, PER_SECOND, SECONDS);
    await wait(1_000);

    const entries = await sql<{ rows: number; atMs: number }[]>`
      SELECT cardinality(ids)::int AS rows, (extract(epoch FROM at) * 1000)::float8 AS "atMs"
      FROM feed WHERE kind = 'PREDICTIONS' ORDER BY seq`;
    const committedAt = new Map<number, number>();
    let total = 0;
    for (const { rows, atMs } of entries) committedAt.set((total += rows), atMs);
    const delays = received.flatMap(({ total: known, atMs }) => {
      const at = committedAt.get(known);
      return at === undefined ? [] : [atMs - at];
    });
    console.log(
      `watchers: ${delays.length} frames to ${WATCHERS} watchers at ${PER_SECOND} predictions/s, from the newest commit in the frame to the client:`,
    );
    console.log(
      `watchers: p50 ${quantile(delays, 0.5).toFixed(1)} ms (wanted: at most 20), p99 ${quantile(delays, 0.99).toFixed(1)} ms (wanted: at most 60)`,
    );

    const rates: { watched: number[]; unwatched: number[] } = { watched: [], unwatched: [] };
    for (let round = 0; round < ROUNDS; round++) {
      rates.watched.push(await closedLoad(kilter.url, bodies, 4));
      await Promise.all(watchers.map((watcher) => watcher.dispose()));
      rates.unwatched.push(await closedLoad(kilter.url, bodies, 4));
      watchers = round < ROUNDS - 1 ? await watch(kilter, received) : [];
    }
    const [watched, unwatched] = [median(rates.watched), median(rates.unwatched)];
    console.log(
      `watchers: ${watched.toFixed(0)} predictions/s while watched, ${unwatched.toFixed(0)}/s while not: ${(100 * (1 - watched / unwatched)).toFixed(0)} % fewer (wanted: at most 20)`,
    );
  } finally {
    await sql.end({ timeout: 1 });
    await kilter.stop();
  }
}

/** Subscribes a thousand clients, and waits until each has its first frame. */
async function watch({ url }: RunningServer, received: Received[]) {
  const firsts: Promise<undefined>[] = [];
  const watchers = Array.from({ length: WATCHERS }, () => {
    const watcher = createWsClient({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    firsts.push(promise);
    watcher.subscribe<{ performanceChanged: { totalPredictions: number } }>(
      { query: SUBSCRIPTION },
      {
        next: ({ data }) => {
          if (data) received.push({ total: data.performanceChanged.totalPredictions, atMs: nowMs() });
          resolve(undefined);
        },
        error: reject,
        complete: () => undefined,
      },
    );
    return watcher;
  });
  await Promise.all(firsts);
  return watchers;
}
