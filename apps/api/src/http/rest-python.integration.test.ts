import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { HOUR_MS, MINUTE_MS } from '@kilter/core/time/units';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { freePort } from '../testing/outside-postgres.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const SCRIPT = fileURLToPath(new URL('../../../../examples/poll_monitoring.py', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Runs the example; without the proxy settings of this machine. */
function poll(...options: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH };
    const child = execFile('python3', [SCRIPT, ...options], { env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

describe.skipIf(!hasPython)('the Python example (needs python3)', () => {
  let app: TestApp;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const started = await startTestApps(inject('postgresServers')[0].target, 1);
    [app] = started.apps;
    close = started.close;
  });
  afterAll(() => close());

  test('looks at an idle server', async () => {
    expect(await poll('--url', app.origin, '--count', '1')).toEqual({
      code: 0,
      stdout: [
        'health healthy',
        'performance No predictions in the last 24 hours.',
        'alerts 0 in the last 24 hours',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('tells of an alert once, with what to do', async () => {
    const nowMs = Date.now();
    const failed = { errorCode: 'INTERNAL', label: null, probability: null, confidence: null } as const;
    const rows = Array.from({ length: 400 }, (_, i) =>
      predictionAt(nowMs - HOUR_MS + MINUTE_MS * 5 + i * 7_500, i % 2 === 0 ? failed : {}),
    );
    await writeRows(app.db.sql, rows);
    await vi.waitFor(
      async () => {
        const alerts = await fetch(`${app.origin}/monitoring/alerts`);
        expect(await alerts.text()).toContain('high_error_rate');
      },
      { timeout: 20_000, interval: 200 },
    );
    const { code, stdout, stderr } = await poll(
      '--url',
      `${app.origin}/`,
      '--interval',
      '0.1',
      '--count',
      '3',
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/^health healthy$/gm)).toHaveLength(3);
    expect(
      stdout.match(/^performance (warning|critical): total_predictions 400, .*error_rate 0\.5$/gm),
    ).toHaveLength(3);
    expect(stdout.match(/^ {2}\w+ high_error_rate since \S+: .+$/gm)).toHaveLength(1);
    expect(stdout.match(/^ {2}recommended: Look into failed predictions/gm)).toHaveLength(1);
  });

  test('ends with 1 where nobody answers', async () => {
    const { code, stderr } = await poll('--url', `http://127.0.0.1:${await freePort()}`, '--count', '1');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^failed: .*refused/i);
  });
});
