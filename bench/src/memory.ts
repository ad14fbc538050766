import { readFileSync } from 'node:fs';
import { customers, PREDICT_BATCH, singleBodies } from './customers.ts';
import { startKilter, type RunningServer } from './processes.ts';
import { median } from './statistics.ts';
import { steadyLoad } from './steady-load.ts';

const ROWS = 10_000_000;
const BATCH = 500;
const LANES = 4;
const SOAK_MINUTES = 10;
const PER_SECOND = 200;

/** Resident memory of the server during 10,000,000 predictions in batches, and in ten minutes of steady load after them. */
export async function benchMemory(): Promise<void> {
  const kilter = await startKilter();
  const watched = watchMemory(kilter);
  try {
    console.log(`  at rest ${watched.now().toFixed(0)} MB`);
    const startedMs = performance.now();
    await loadBatches(kilter.url);
    const seconds = (performance.now() - startedMs) / 1000;
    console.log(
      `memory: at most ${watched.peak().toFixed(0)} MB through ${ROWS.toLocaleString('en')} predictions at ${(ROWS / seconds).toFixed(0)}/s (wanted: under 350)`,
    );
    const bodies = singleBodies(500);
    const byMinute: number[] = [];
    for (let minute = 0; minute < SOAK_MINUTES; minute++) {
      watched.peak();
      await steadyLoad(kilter.url, bodies, PER_SECOND, 60);
      byMinute.push(watched.middle());
    }
    console.log(`  by minute: ${byMinute.map((mb) => mb.toFixed(0)).join(', ')} MB`);
    const [first, last] = [median(byMinute.slice(0, 3)), median(byMinute.slice(-3))];
    console.log(
      `memory: ${first.toFixed(0)} MB in the first minutes of steady load, ${last.toFixed(0)} MB in the last (wanted: flat)`,
    );
  } finally {
    watched.stop();
    await kilter.stop();
  }
}

/** Looks at the resident size twice a second. `peak` and `middle` are since they were last asked. */
function watchMemory({ child }: RunningServer) {
  const now = (): number => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
  };
  let seen = [now()];
  const timer = setInterval(() => seen.push(now()), 500);
  const take = (): number[] => {
    const taken = seen;
    seen = [now()];
    return taken;
  };
  return {
    now,
    peak: () => Math.max(...take()),
    middle: () => median(take()),
    stop: () => clearInterval(timer),
  };
}

async function loadBatches(url: string): Promise<void> {
  const bodies = Array.from({ length: 8 }, (_, seed) => {
    const items = customers(BATCH, seed + 1).map((input, i) => ({ input, subject: `customer-${i}` }));
    return JSON.stringify({ query: PREDICT_BATCH, variables: { items } });
  });
  let sent = 0;
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (sent < ROWS) {
        const body = bodies[(sent / BATCH) % bodies.length];
        sent += BATCH;
        const headers = { 'content-type': 'application/json' };
        const text = await (await fetch(url, { method: 'POST', headers, body })).text();
        if (!text.endsWith('"errors":[]}}}')) throw new Error(text.slice(0, 300));
      }
    }),
  );
}
