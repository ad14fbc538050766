// Runs before every npm script, with whatever Node the machine has; everything after it runs on the pinned one.
// Installs when package-lock.json has changed, builds the dashboard for `start`, finds a browser for `test`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.kilter-setup');
const purpose = process.argv[2];

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    // Standard output belongs to the script that follows.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  });
  return error ? 1 : (status ?? 1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Kilter needs Node 20.19 or newer to set itself up; this is ${process.versions.node}.`);
  }
}

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const stamp = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  process.stderr.write('Installing packages (once) ...\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // onnxruntime-node would fetch CUDA libraries.
  const env = { ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const status = npm ? run(process.execPath, [npm, ...args], env) : run('npm', args, env);
  if (status !== 0) fail('The packages could not be installed; see above.');
  writeFileSync(stampFile, stamp);
}

/** turbo builds only what has changed, and has much to say about it: shown only when it fails. */
function buildDashboard() {
  if (!existsSync(join(root, 'apps', 'web', 'dist'))) process.stderr.write('Building the dashboard ...\n');
  const env = {
    ...process.env,
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
  };
  const turbo = join(root, 'node_modules', '.bin', 'turbo');
  const { status, stdout, stderr } = spawnSync(turbo, ['run', 'build'], { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) fail(`${stdout ?? ''}${stderr ?? ''}\nThe dashboard could not be built.`);
}

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function findBrowser() {
  const given = process.env.CHROME_PATH;
  if (given) return existsSync(given) || fail(`CHROME_PATH is ${given}, which does not exist.`);
  if (BROWSERS.some(existsSync)) return;
  process.stderr.write('Installing Chromium for the browser test (once) ...\n');
  const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (isDebianRoot) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], env);
    if (run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], env) === 0) return;
  }
  const playwright = join(root, 'node_modules', '.bin', 'playwright-core');
  if (run(playwright, ['install', 'chromium-headless-shell']) === 0) return;
  fail('The browser test needs Chromium: install it, or set CHROME_PATH.');
}

checkNode();
install();
if (purpose === 'start') buildDashboard();
if (purpose === 'test') findBrowser();
