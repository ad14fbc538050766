import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const api = process.env.KILTER_API ?? 'http://localhost:8000';

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // Relative, so that the pages work under any path they are served from.
  base: './',
  build: {
    target: 'es2023',
    // `light-dark()` must reach the browser as it is: the theme toggle switches `color-scheme`.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    rolldownOptions: { input: ['index.html', 'monitoring.html'] },
  },
  server: { port: 5173, proxy: { '/graphql': { target: api, ws: true } } },
  test: {
    environment: 'jsdom',
    setupFiles: 'src/testing/setup.ts',
    include: ['src/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
  },
});
