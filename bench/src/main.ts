import { benchBatch } from './batch.ts';
import { benchDetection } from './detection.ts';
import { benchLive } from './live.ts';
import { benchPredict } from './predict.ts';
import { benchSimulate } from './simulate.ts';

const benches: Record<string, () => Promise<void>> = {
  predict: benchPredict,
  batch: benchBatch,
  live: benchLive,
  simulate: benchSimulate,
  detection: benchDetection,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}": ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}
/** Takes minutes, and says the same on every machine: by name only. */
const usual = Object.keys(benches).filter((name) => name !== 'detection');

for (const name of wanted.length > 0 ? wanted : usual) {
  console.log(`\n${name}`);
  await benches[name]();
}
