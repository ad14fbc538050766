import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { launchChromium } from './testing/chromium.ts';
import { customer, customerNumber } from './testing/customer.ts';
import { HEALTH_CHANGED, PREDICT_BATCH_IDS, PREDICTION, type PredictionAnswer } from './testing/documents.ts';
import {
  cleanUp,
  interrupt,
  pause,
  postmasterPid,
  processesOf,
  startServer,
  temporaryFolder,
  type RunningServer,
} from './testing/server-process.ts';
import { openEventStream } from './testing/sse-client.ts';
import { followPredictions, receivedIds } from './testing/subscription-client.ts';

const run = promisify(execFile);
const WEB = fileURLToPath(new URL('../../web', import.meta.url));

/** The dashboard as `npm start` would have built it: under the variables of vitest it would be built for tests. */
async function buildDashboard(): Promise<void> {
  if (existsSync(join(WEB, 'dist/index.html'))) return;
  const vite = createRequire(join(WEB, 'package.json')).resolve('vite/package.json');
  const { VITEST: _, NODE_ENV: __, ...env } = process.env;
  await run(process.execPath, [join(vite, '../bin/vite.js'), 'build'], { cwd: WEB, env });
}

afterAll(cleanUp);

describe('the whole server', () => {
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    await buildDashboard();
    [server, browser] = await Promise.all([
      startServer({ KILTER_DATA_DIR: await temporaryFolder() }),
      launchChromium(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await interrupt(server);
  });

  /** A page that may talk to this server only, and what it tried beside. */
  async function openPage(url: string) {
    const page = await browser.newPage();
    const foreign: string[] = [];
    const problems: string[] = [];
    const { host } = new URL(url);
    await page.route(
      (wanted) => wanted.host !== host && wanted.protocol.startsWith('http'),
      (route) => {
        foreign.push(route.request().url());
        return route.abort();
      },
    );
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(url);
    return { page, foreign, problems };
  }

  test('predicts over HTTP, and the prediction reaches a graphql-ws client and the dashboard in Chromium live', async () => {
    const { page, foreign, problems } = await openPage(`${server.dashboardUrl}#/predictions`);
    await page.getByTestId('connection-state').filter({ hasText: 'Live' }).waitFor();
    const follower = await followPredictions(server.graphqlUrl);
    // The page asks for its newest rows a second time soon after it was opened. Behind that, only the feed brings any.
    await pause(2_500);

    const answer = await server.client.predict(customer(), { subject: 'customer-42' });
    const row = page.locator(`[data-testid="tail-row"][data-prediction-id="${answer.id}"]`);
    await row.waitFor();
    expect(await row.textContent()).toContain('customer-42');
    await vi.waitFor(() => expect(receivedIds(follower)).toEqual([answer.id]));

    await page.goto(`${server.dashboardUrl}#/overview`);
    const total = page.getByTestId('total-predictions');
    await total.filter({ hasText: /^\s*1\s*$/ }).waitFor();
    await server.client.predictBatch([1, 2].map((i) => ({ input: customerNumber(i) })));
    await total.filter({ hasText: /^\s*3\s*$/ }).waitFor();

    await follower.stop();
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a customer who is filled in on the dashboard is predicted and stored', async () => {
    const { page, problems } = await openPage(`${server.dashboardUrl}#/predictions`);
    await page.getByTestId('connection-state').filter({ hasText: 'Live' }).waitFor();
    const follower = await followPredictions(server.graphqlUrl);
    await page.getByTestId('predict-form').locator('button[type="submit"]').click();
    const result = page.getByTestId('predict-result');
    await result.waitFor();
    const id = await result.getAttribute('data-prediction-id');
    const { prediction } = await server.client.ask<{ prediction: PredictionAnswer | null }>(PREDICTION, {
      id,
    });
    expect(prediction?.label).toMatch(/churn/);
    await vi.waitFor(() => expect(receivedIds(follower)).toEqual([id]));
    await page.locator(`[data-testid="tail-row"][data-prediction-id="${id}"]`).waitFor();
    await follower.stop();
    expect(problems).toEqual([]);
    await page.close();
  });

  test('GraphiQL works without any other host', async () => {
    const { page, foreign } = await openPage(server.graphqlUrl);
    await page.getByRole('button', { name: /execute query/i }).click();
    const response = page.locator('.result-window');
    await response.filter({ hasText: '"probability"' }).waitFor();
    expect(foreign).toEqual([]);
    await page.close();
  });

  test('both ports answer', async () => {
    const health = await fetch(`${server.dashboardUrl}graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ health { status } }' }),
    });
    expect(await health.json()).toEqual({ data: { health: { status: 'HEALTHY' } } });
    const { origin } = new URL(server.graphqlUrl);
    for (const path of ['/', '/monitoring.html']) {
      for (const base of [origin, new URL(server.dashboardUrl).origin]) {
        const page = await fetch(base + path);
        expect(page.status).toBe(200);
        expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
        expect(await page.text()).toContain('<div id="app">');
      }
    }
  });
});

/** PostgreSQL's last process may be on its way out when its files are gone. */
const expectNothingRuns = (dataDir: string) =>
  vi.waitFor(async () => expect(await processesOf(dataDir)).toEqual([]));

describe('stopping', () => {
  afterEach(cleanUp);

  test('a second start finds the data of the first, and Ctrl-C leaves nothing running', async () => {
    const dataDir = await temporaryFolder();
    const first = await startServer({ KILTER_DATA_DIR: dataDir });
    const { id } = await first.client.predict(customer(), { subject: 'kept' });
    expect(await postmasterPid(dataDir)).not.toBeNull();
    expect(await interrupt(first)).toEqual({ code: 0, signal: null });
    expect(first.stderr()).toBe('');
    expect(existsSync(join(dataDir, 'postgres/cluster/postmaster.pid'))).toBe(false);
    await expectNothingRuns(dataDir);

    const second = await startServer({ KILTER_DATA_DIR: dataDir });
    const { prediction } = await second.client.ask<{ prediction: PredictionAnswer }>(PREDICTION, { id });
    expect(prediction.subject).toBe('kept');
    expect((await second.client.performance()).totalPredictions).toBe(1);
    second.kill('SIGTERM');
    expect(await second.exit).toEqual({ code: 0, signal: null });
    await expectNothingRuns(dataDir);
  });

  test('of two servers on one data folder the first to go leaves the database to the other', async () => {
    const dataDir = await temporaryFolder();
    const first = await startServer({ KILTER_DATA_DIR: dataDir });
    const second = await startServer({ KILTER_DATA_DIR: dataDir });
    const follower = await followPredictions(second.graphqlUrl);
    const { id } = await first.client.predict(customer());
    await vi.waitFor(() => expect(receivedIds(follower)).toEqual([id]));
    expect(await interrupt(first)).toEqual({ code: 0, signal: null });
    const later = await second.client.predict(customer());
    await vi.waitFor(() => expect(receivedIds(follower)).toEqual([id, later.id]));
    // Open subscriptions do not hold up the end.
    const stream = await openEventStream(second.graphqlUrl, 'POST', HEALTH_CHANGED);
    await vi.waitFor(() => expect(stream.events).toHaveLength(1));
    expect(await interrupt(second)).toEqual({ code: 0, signal: null });
    await Promise.all([follower.ended, stream.ended]);
    await expectNothingRuns(dataDir);
  });

  test('requests under way are answered before the end', async () => {
    const dataDir = await temporaryFolder();
    const server = await startServer({ KILTER_DATA_DIR: dataDir });
    const items = Array.from({ length: 1_000 }, (_, i) => ({ input: customerNumber(i) }));
    const requests = Array.from({ length: 12 }, () =>
      acceptedRequest(server.graphqlUrl, JSON.stringify({ query: PREDICT_BATCH_IDS, variables: { items } })),
    );
    // The server has begun to read each of them: they are under way.
    await Promise.all(requests.map(({ accepted }) => accepted));
    for (const { send } of requests) send();
    const exit = interrupt(server);
    const answers = await Promise.all(requests.map(({ answer }) => answer));
    for (const answer of answers) {
      const { data }: { data: { predictChurnBatch: { results: unknown[]; errors: unknown[] } } } =
        JSON.parse(answer);
      expect(data.predictChurnBatch.errors).toEqual([]);
      expect(data.predictChurnBatch.results).toHaveLength(1_000);
    }
    expect(await exit).toEqual({ code: 0, signal: null });
    await expectNothingRuns(dataDir);

    const again = await startServer({ KILTER_DATA_DIR: dataDir });
    expect((await again.client.performance()).totalPredictions).toBe(12_000);
    await interrupt(again);
  });
});

/** A POST that waits for the server's "go on" before it sends its body. */
function acceptedRequest(url: string, body: string) {
  const headers = { 'content-type': 'application/json', expect: '100-continue' };
  const sent = request(url, { method: 'POST', headers, agent: false });
  const accepted = new Promise<void>((resolve, reject) => {
    sent.on('continue', resolve).on('error', reject);
  });
  const answer = new Promise<string>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text)).on('error', reject);
    });
  });
  sent.flushHeaders();
  return { accepted, answer, send: () => sent.end(body) };
}
