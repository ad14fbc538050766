import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FileLine } from '@kilter/core/imports/csv-lines';
import { findColumns } from '@kilter/core/imports/file-columns';
import { compileRecordReader } from '@kilter/core/imports/read-record';
import { compileFeatureCodec } from '@kilter/core/features/feature-codec';
import { manifest } from '@kilter/core/testing/shipped-churn';
import { openLogFile } from './log-file.ts';

/**
 * Made with pyarrow 26.0.1: five made-up customers in row groups of three and two, `timestamp` in microseconds, integers and
 * booleans for numbers, dictionaries, lists; compressed with Snappy, and a column each with GZIP, ZSTD and Brotli.
 */
const PARQUET = fileURLToPath(new URL('testing/log.parquet', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kilter-log-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function readAll(path: string) {
  const file = await openLogFile(path);
  const lines: FileLine[] = [];
  try {
    for await (const some of file.lines()) lines.push(...some);
    expect(file.progress()).toBe(1);
  } finally {
    await file.close();
  }
  return { columns: file.columns, unit: file.unit, lines };
}

test('CSV: a mark at its beginning, line ends of Windows, characters of several bytes where a read ends', async () => {
  // Reads are of 256 kB: so that one ends within a character, wherever it falls.
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i},日本語`);
  const path = await write('a.csv', `\uFEFFnumber,text\r\n${rows.join('\r\n')}`);
  const { columns, unit, lines } = await readAll(path);
  expect({ columns, unit }).toEqual({ columns: ['number', 'text'], unit: 'line' });
  expect(lines).toHaveLength(rows.length);
  const wrong = lines.filter(
    (found, i) => !('record' in found) || found.line !== i + 2 || found.record.text !== '日本語',
  );
  expect(wrong).toEqual([]);
});

test('JSON Lines: bad lines say so, empty ones are nothing', async () => {
  const path = await write('a.jsonl', '{"a":1}\n\n[1]\n{"a"\n{"a":"x\u2028y"}\n');
  expect(await readAll(path)).toEqual({
    columns: null,
    unit: 'line',
    lines: [
      { line: 1, record: { a: 1 } },
      { line: 3, problem: 'is not a JSON object' },
      { line: 4, problem: 'is not JSON' },
      { line: 5, record: { a: 'x\u2028y' } },
    ],
  });
});

test('Parquet: row groups, types, lists and codecs are read, and become predictions', async () => {
  const { columns, unit, lines } = await readAll(PARQUET);
  expect(unit).toBe('row');
  expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
  const found = findColumns(manifest, columns, {});
  if (!found.ok) throw new Error(found.message);
  const reader = compileRecordReader(manifest, compileFeatureCodec(manifest), found.columns);
  const read = lines.map((line) => {
    if ('problem' in line) throw new Error(line.problem);
    return reader.read(line.record, { nowMs: Date.UTC(2026, 5, 1), oldestMs: 0 });
  });
  expect(read[0]).toMatchObject({
    ok: true,
    logged: {
      atMs: Date.UTC(2026, 2, 1, 10, 0, 0, 250),
      // Beyond 2^53, as it stands there.
      subject: '9007199254740993',
      probability: 0.125,
      label: 0,
      tags: ['spring', 'a;b'],
      flags: null,
    },
  });
  expect(read[1]).toMatchObject({ ok: true, logged: { tags: [], flags: { tenure: 'MISSING' } } });
  expect(read[2]).toMatchObject({ ok: true, logged: { tags: [], flags: { warehouseToHome: 'MISSING' } } });
  expect(read[3]).toMatchObject({ ok: false, problem: { field: 'score' } });
  expect(read[4]).toMatchObject({ ok: true, logged: { flags: { warehouseToHome: 'MISSING' } } });
});

test.each([
  ['a.txt', 'x', /must end with/],
  ['empty.csv', '', /no header/],
  ['a.parquet', 'not parquet at all', /not a Parquet file/],
])('%s is refused', async (name, content, message) => {
  await expect(openLogFile(await write(name, content))).rejects.toThrow(message);
});
