// Runs `npm start` as a user does, twice: predicts over HTTP, stops it with Ctrl-C, and finds the prediction again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const dataDir = mkdtempSync(join(tmpdir(), 'kilter-smoke-'));
chmodSync(dataDir, 0o755);
const manifest = JSON.parse(readFileSync('models/churn/manifest.json', 'utf8'));
const input = Object.fromEntries(
  manifest.features.map((feature) => [feature.name, feature.categories?.[0] ?? feature.minimum]),
);

async function start() {
  const startedMs = performance.now();
  // A process group of its own, to which Ctrl-C can be sent as a terminal does.
  const child = spawn('npm', ['start'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '0', DASHBOARD_PORT: '0', KILTER_DATA_DIR: dataDir },
  });
  const { promise, resolve, reject } = Promise.withResolvers();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const url = /http:\/\/\S+\/graphql/.exec(line)?.[0];
    if (url) resolve(url);
  });
  child.once('exit', (code) => reject(new Error(`npm start ended with ${code} before it was up.`)));
  const url = await promise;
  return {
    url,
    seconds: (performance.now() - startedMs) / 1000,
    stop: async () => {
      const exited = once(child, 'exit');
      process.kill(-child.pid, 'SIGINT');
      await exited;
    },
  };
}

async function ask(url, query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

let code = 1;
try {
  const first = await start();
  const { predictChurn } = await ask(
    first.url,
    'mutation ($input: ChurnInput!) { predictChurn(input: $input) { id label confidence } }',
    { input },
  );
  const page = await fetch(new URL('/monitoring.html', first.url));
  if (!page.ok || !(await page.text()).includes('<script')) throw new Error('The dashboard is not served.');
  await first.stop();

  const second = await start();
  const { predictions } = await ask(second.url, '{ predictions(first: 1) { edges { node { id } } } }');
  const found = predictions.edges[0]?.node.id;
  await second.stop();
  if (found !== predictChurn.id)
    throw new Error(`Predicted ${predictChurn.id}, found ${found} after a restart.`);
  process.stdout.write(
    `smoke: npm start was up after ${first.seconds.toFixed(1)} s, again after ${second.seconds.toFixed(1)} s, with its data.\n`,
  );
  code = 0;
} catch (error) {
  process.stderr.write(`smoke: ${error.stack}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(code);
