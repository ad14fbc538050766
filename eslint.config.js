import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** A wall: the packages that the files of `files` must not see, each with the reason shown to who hits it. */
const wall = (files, patterns, more = {}) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }], ...more },
});
const noDrizzle = { group: ['drizzle-orm', 'drizzle-orm/*'], message: 'drizzle stays inside packages/db.' };
const noApi = {
  group: ['@kilter/api', '@kilter/api/*', '**/apps/api/**'],
  message: 'Nothing imports the api.',
};
const noDb = {
  group: ['@kilter/db', '@kilter/db/*'],
  message: 'Only the api (and bench) may see the database.',
};
const noWeb = {
  group: ['@kilter/web', '@kilter/web/*', '**/apps/web/**'],
  message: 'Nothing imports the web.',
};
const noIo = {
  group: ['node:*', 'postgres', 'onnxruntime-node', 'graphql*'],
  message: 'core is pure: no I/O, no process.',
};

export default ts.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.turbo/',
      '.kilter/',
      'apps/web/src/lib/graphql/generated/',
      'models/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: { ...globals.browser }, parserOptions: { parser: ts.parser } },
  },
  { files: ['apps/web/src/**'], languageOptions: { globals: { ...globals.browser } } },
  { files: ['scripts/**', 'bench/**', 'apps/api/src/cli/**'], rules: { 'no-console': 'off' } },
  wall(['packages/core/src/**'], [noDb, noApi, noWeb, noDrizzle, noIo], {
    'no-restricted-globals': [
      'error',
      { name: 'process', message: 'core is pure.' },
      { name: 'Buffer', message: 'core runs in the browser too: use Uint8Array.' },
      { name: 'setTimeout', message: 'core has no clock.' },
      { name: 'setInterval', message: 'core has no clock.' },
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'core takes the time as an argument.' },
      { object: 'Math', property: 'random', message: 'core takes a seeded generator as an argument.' },
    ],
  }),
  wall(['packages/db/**'], [noApi, noWeb]),
  wall(['apps/api/**'], [noDrizzle, noWeb]),
  wall(['apps/web/**'], [noDb, noApi, noDrizzle]),
  { files: ['**/*.test.ts', '**/testing/**'], rules: { 'no-restricted-imports': 'off' } },
);
