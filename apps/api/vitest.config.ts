import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: ['../../packages/db/src/testing/global-setup.ts'],
    // graphql would be loaded twice, as ES module and as CommonJS: "another module or realm".
    server: { deps: { inline: [/graphql/, /@pothos/] } },
    // Most of the time of these tests is waiting: for processes, deadlines, the database.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
  },
});
