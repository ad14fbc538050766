import { expect, test } from 'vitest';
import { isUuid } from '@kilter/core/ids/uuid-v7';
import { importIdOf, type ImportIdentity } from './import-id.ts';

const identity: ImportIdentity = {
  contentSha256: 'a'.repeat(64),
  model: 'churn',
  version: null,
  environment: 'production',
  columns: { at: 'seen', label: 'answer' },
  chunkLines: 2_000,
};

test('the same import has the same id: a UUID of version 8', () => {
  const id = importIdOf(identity);
  expect(isUuid(id)).toBe(true);
  expect(id[14]).toBe('8');
  expect(importIdOf({ ...identity, columns: { label: 'answer', at: 'seen' } })).toBe(id);
});

test.each<Partial<ImportIdentity>>([
  { contentSha256: 'b'.repeat(64) },
  { model: 'other' },
  { version: '1.0.0' },
  { environment: 'staging' },
  { columns: {} },
  { columns: { at: 'answer', label: 'seen' } },
  { chunkLines: 1_000 },
])('another one has another: %j', (change) => {
  expect(importIdOf({ ...identity, ...change })).not.toBe(importIdOf(identity));
});
