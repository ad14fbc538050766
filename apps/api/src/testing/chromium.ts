import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** As in a container, as root, and quiet on the network. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** CHROME_PATH, then the system's, then Playwright's own. Throws where there is none: an end-to-end test needs one. */
function findChromium(): string {
  const wanted = process.env.CHROME_PATH;
  if (wanted !== undefined && wanted !== '') return wanted;
  const found = [...PLACES, chromium.executablePath()].find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    `No Chromium: set CHROME_PATH, install one (looked at ${PLACES.join(', ')}), or run "npx playwright-core install chromium".`,
  );
}

/** A real browser with an empty profile. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), headless: true, args: FLAGS });
}
