/** Loaded when they are run, so that one's libraries do not count in another's memory. */
const benches: Record<string, () => Promise<void>> = {
  predict: async () => (await import('./predict.ts')).benchPredict(),
  batch: async () => (await import('./batch.ts')).benchBatch(),
  live: async () => (await import('./live.ts')).benchLive(),
  watchers: async () => (await import('./watchers.ts')).benchWatchers(),
  memory: async () => (await import('./memory.ts')).benchMemory(),
  query: async () => (await import('./query.ts')).benchQuery(),
  simulate: async () => (await import('./simulate.ts')).benchSimulate(),
  detection: async () => (await import('./detection.ts')).benchDetection(),
  detectors: async () => (await import('./detectors.ts')).benchDetectors(),
  statistics: async () => (await import('./core-statistics.ts')).benchStatistics(),
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}": ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}
/** They take many minutes: by name only. */
const onlyByName = ['detection', 'detectors', 'query', 'memory'];
const usual = Object.keys(benches).filter((name) => !onlyByName.includes(name));

for (const name of wanted.length > 0 ? wanted : usual) {
  console.log(`\n${name}`);
  await benches[name]();
}
