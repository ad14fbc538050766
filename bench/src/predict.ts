import autocannon from 'autocannon';
import { singleBodies } from './customers.ts';
import { startKilter, startNoop } from './processes.ts';
import { median } from './statistics.ts';

const ROUNDS = 7;
const SECONDS = 4;
const CONNECTIONS = 64;

/** Requests a second; every answer is checked to be a prediction. */
async function load(url: string, bodies: readonly string[], seconds: number): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: bodies.map((body) => ({
      method: 'POST' as const,
      headers: { 'content-type': 'application/json' },
      body,
    })),
    verifyBody: (body) => String(body).startsWith('{"data":{"predictChurn":{"id":"'),
  });
  if (result.mismatches + result.errors + result.non2xx > 0) {
    throw new Error(`${result.mismatches} wrong, ${result.errors} failed, ${result.non2xx} refused answers.`);
  }
  return result.requests.total / result.duration;
}

/** Durable single predictions a second, against a mutation that does nothing on stock yoga; interleaved, medians. */
export async function benchPredict(): Promise<void> {
  const bodies = singleBodies(500);
  const [kilter, noop] = [await startKilter(), await startNoop()];
  const rates: { kilter: number[]; noop: number[] } = { kilter: [], noop: [] };
  try {
    await load(kilter.url, bodies, 3);
    await load(noop.url, bodies, 3);
    for (let round = 1; round <= ROUNDS; round++) {
      rates.noop.push(await load(noop.url, bodies, SECONDS));
      rates.kilter.push(await load(kilter.url, bodies, SECONDS));
      const pair = [rates.noop.at(-1) ?? 0, rates.kilter.at(-1) ?? 0];
      console.log(`  round ${round}: no-op ${pair[0].toFixed(0)}/s, Kilter ${pair[1].toFixed(0)}/s`);
    }
  } finally {
    await Promise.all([kilter.stop(), noop.stop()]);
  }
  const [ours, theirs] = [median(rates.kilter), median(rates.noop)];
  console.log(`predict: ${ours.toFixed(0)} durable singles/s, no-op on stock yoga ${theirs.toFixed(0)}/s`);
  console.log(`predict: ratio ${(ours / theirs).toFixed(2)} (wanted: at least 0.75)`);
}
