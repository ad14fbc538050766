import { benchBatch } from './batch.ts';
import { benchLive } from './live.ts';
import { benchPredict } from './predict.ts';

const benches: Record<string, () => Promise<void>> = {
  predict: benchPredict,
  batch: benchBatch,
  live: benchLive,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}": ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  console.log(`\n${name}`);
  await benches[name]();
}
