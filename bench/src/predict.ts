import { closedLoad } from './closed-load.ts';
import { singleBodies } from './customers.ts';
import { startKilter, startNoop } from './processes.ts';
import { median } from './statistics.ts';

const ROUNDS = 7;
const SECONDS = 4;
/** Durable single predictions a second, against a mutation that does nothing on stock yoga; interleaved, medians. */
export async function benchPredict(): Promise<void> {
  const bodies = singleBodies(500);
  const [kilter, noop] = [await startKilter(), await startNoop()];
  const rates: { kilter: number[]; noop: number[] } = { kilter: [], noop: [] };
  try {
    await closedLoad(kilter.url, bodies, 3);
    await closedLoad(noop.url, bodies, 3);
    for (let round = 1; round <= ROUNDS; round++) {
      rates.noop.push(await closedLoad(noop.url, bodies, SECONDS));
      rates.kilter.push(await closedLoad(kilter.url, bodies, SECONDS));
      const pair = [rates.noop.at(-1) ?? 0, rates.kilter.at(-1) ?? 0];
      console.log(`  round ${round}: no-op ${pair[0].toFixed(0)}/s, Kilter ${pair[1].toFixed(0)}/s`);
    }
  } finally {
    await Promise.all([kilter.stop(), noop.stop()]);
  }
  const [ours, theirs] = [median(rates.kilter), median(rates.noop)];
  console.log(`predict: ${ours.toFixed(0)} durable singles/s, no-op on stock yoga ${theirs.toFixed(0)}/s`);
  console.log(`predict: ratio ${(ours / theirs).toFixed(2)} (wanted: at least 1.0)`);
}
