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

/** Customers in pairs; the long-standing ones stay. */
function sampleCsv(customers = 400): string {
  const random = createRandom(1);
  const lines = Array.from({ length: customers }, (_, row) => {
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

const read = (file: string) => readFileSync(join(out, file), 'latin1');

describe('npm run train', () => {
  writeFileSync(data, sampleCsv());
  const args = ['--data', data, '--out', out, '--repeats', '1', '--group', 'Pair % 100'];

  it('makes a model folder, and keeps what was written by hand', { timeout: 30_000 }, () => {
    const first = train(...args);
    expect(first.stderr).toBe('');
    expect(first.status).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'README.md',
      'generator.json',
      'manifest.json',
      'model.onnx',
      'reference.json',
      'sample.csv',
      'truth.json',
    ]);
    const parsed = parseManifest(JSON.parse(read('manifest.json')));
    if (!parsed.ok) throw new Error(parsed.message);
    expect(parsed.manifest.classes).toEqual(['no_churn', 'churn']);
    expect(parsed.manifest.training).toMatchObject({ rows: 400, groups: 100, seed: 1 });
    const reference = referenceSchema.parse(JSON.parse(read('reference.json')));
    expect(reference.baseline.leaky.length).toBeGreaterThan(0);

    const edited = { ...parsed.manifest, title: 'Written by hand', training: null };
    writeFileSync(join(out, 'manifest.json'), JSON.stringify(edited));
    writeFileSync(join(out, 'README.md'), read('README.md').replace(/^# .*/, '# By hand') + '\nKept.\n');
    const made = ['model.onnx', 'generator.json', 'truth.json', 'sample.csv'];
    const bytes = made.map(read);
    expect(train(...args).status).toBe(0);
    expect(JSON.parse(read('manifest.json'))).toMatchObject({
      title: 'Written by hand',
      training: { rows: 400 },
    });
    expect(read('README.md')).toMatch(/^# By hand[^]*--group 'Pair % 100'[^]*Kept\.\n$/);
    expect(made.map(read)).toEqual(bytes);
    expect(read('README.md')).toContain('## Synthetic customers');
    expect(read('sample.csv').split('\n').slice(0, 2)).toEqual([
      'CustomerID,Churn,Tenure,Channel,Pair',
      expect.stringMatching(/^SYN-00001,(Yes|No),\d*,(app|web),\d+$/),
    ]);
  });

  it('goes without synthetic customers where data are few', { timeout: 30_000 }, () => {
    const few = join(folder, 'few.csv');
    writeFileSync(few, sampleCsv(200));
    const { status, stdout } = train('--data', few, '--out', out, '--repeats', '1');
    expect(stdout).toContain('no synthetic customers: 200 rows are too few; 300 are needed\n');
    expect(status).toBe(0);
    expect(readdirSync(out)).not.toContain('truth.json');
    expect(read('README.md')).not.toContain('## Synthetic customers');
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
