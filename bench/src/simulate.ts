import { setTimeout as wait } from 'node:timers/promises';
import { singleBodies } from './customers.ts';
import { startKilter } from './processes.ts';
import { quantile } from './statistics.ts';

const SAMPLES = 100_000;
const PAUSE_MS = 20;

const SIMULATE = `mutation { simulate(samples: ${SAMPLES}, withOutcomes: true) { predictions errors outcomes } }`;

async function post(url: string, body: string): Promise<string> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return answer.text();
}

/** A simulation of 100,000 predictions with outcomes, and how long a client's own prediction takes meanwhile. */
export async function benchSimulate(): Promise<void> {
  const kilter = await startKilter();
  try {
    const [body] = singleBodies(1);
    const alone = await timePredictions(kilter.url, body, wait(2_000));
    const startedMs = performance.now();
    const simulated = post(kilter.url, JSON.stringify({ query: SIMULATE }));
    const meanwhile = await timePredictions(kilter.url, body, simulated);
    const seconds = (performance.now() - startedMs) / 1_000;
    console.log(`simulate: ${await simulated}`);
    console.log(`simulate: ${seconds.toFixed(1)} s (wanted: at most 15)`);
    const figures = (durations: readonly number[]) =>
      `p50 ${quantile(durations, 0.5).toFixed(1)} ms, p99 ${quantile(durations, 0.99).toFixed(1)} ms`;
    console.log(
      `simulate: a client's prediction meanwhile ${figures(meanwhile)}; before it ${figures(alone)}`,
    );
  } finally {
    await kilter.stop();
  }
}

/** One prediction after the other, until something has ended; how long each took. */
async function timePredictions(url: string, body: string, until: Promise<unknown>): Promise<number[]> {
  let ended = false;
  void until.finally(() => {
    ended = true;
  });
  const durations: number[] = [];
  while (!ended) {
    const startedMs = performance.now();
    await post(url, body);
    durations.push(performance.now() - startedMs);
    await wait(PAUSE_MS);
  }
  return durations;
}
