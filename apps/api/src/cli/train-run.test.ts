import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseManifest } from '@kilter/core/features/manifest';
import { referenceSchema } from '@kilter/core/features/reference';
import { createRandom } from '@kilter/core/training/random';
import { afterAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('train.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kilter-train-'));
const data = join(folder, 'data.csv');
const out = join(folder, 'model');
afterAll(() => rmSync(folder, { recursive: true }));

/** 400 customers in pairs; the long-standing ones stay. */
function sampleCsv(): string {
  const random = createRandom(1);
  const lines = Array.from({ length: 400 }, (_, row) => {
    const tenure = Math.floor(24 * random());
    const churned = tenure + 12 * (random() - 0.5) < 10 ? 'Yes' : 'No';
    return [`C-${row}`, random() < 0.1 ? '' : tenure, random() < 0.5 ? 'web' : 'app', row >> 1, churned].join(
      ',',
    );
  });
  return ['CustomerID,Tenure,Channel,Pair,Churn', ...lines].join('\n');
}

function train(...args: string[]) {
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
}

const read = (file: string) => readFileSync(join(out, file), 'utf8');

describe('npm run train', () => {
  writeFileSync(data, sampleCsv());
  const args = ['--data', data, '--out', out, '--repeats', '1', '--group', 'Pair % 100'];

  it('makes a model folder, and keeps what was written by hand', { timeout: 30_000 }, () => {
    const first = train(...args);
    expect(first.stderr).toBe('');
    expect(first.status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['README.md', 'manifest.json', 'model.onnx', 'reference.json']);
    const parsed = parseManifest(JSON.parse(read('manifest.json')));
    if (!parsed.ok) throw new Error(parsed.message);
    expect(parsed.manifest.classes).toEqual(['no_churn', 'churn']);
    expect(parsed.manifest.training).toMatchObject({ rows: 400, groups: 100, seed: 1 });
    const reference = referenceSchema.parse(JSON.parse(read('reference.json')));
    expect(reference.baseline.leaky.length).toBeGreaterThan(0);

    const edited = { ...parsed.manifest, title: 'Written by hand', training: null };
    writeFileSync(join(out, 'manifest.json'), JSON.stringify(edited));
    writeFileSync(join(out, 'README.md'), read('README.md').replace(/^# .*/, '# By hand') + '\nKept.\n');
    const model = readFileSync(join(out, 'model.onnx'));
    expect(train(...args).status).toBe(0);
    expect(JSON.parse(read('manifest.json'))).toMatchObject({
      title: 'Written by hand',
      training: { rows: 400 },
    });
    expect(read('README.md')).toMatch(/^# By hand[^]*--group 'Pair % 100'[^]*Kept\.\n$/);
    expect(readFileSync(join(out, 'model.onnx')).equals(model)).toBe(true);
  });

  it.each<[string, string[]]>([
    ['--data is needed', []],
    ['cannot read nowhere.csv: ENOENT', ['--data', 'nowhere.csv', '--out', out]],
    ['the data has no column "Nope"', ['--data', data, '--out', join(folder, 'other'), '--target', 'Nope']],
  ])('fails with one line: %s', (message, failing) => {
    const { status, stderr } = train(...failing);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n').length).toBe(1);
  });

  it('shows its options', () => {
    const { status, stdout } = train('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--group EXPR');
  });
});
