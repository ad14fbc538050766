// Adds up what the packages' test runs reported, and ends with one plain line. Arguments: the exit codes of
// `npm test` and of the smoke run.
import { globSync, readFileSync } from 'node:fs';

const [testsExit, smokeExit] = process.argv.slice(2).map(Number);
const reports = globSync('{apps,packages}/*/.vitest/results.json').map((file) =>
  JSON.parse(readFileSync(file, 'utf8')),
);
const sum = (name) => reports.reduce((total, report) => total + report[name], 0);

const passed = sum('numPassedTests') + (smokeExit === 0 ? 1 : 0);
// A failure outside of a test (types, lint, a file that does not load) counts as one.
const failedTests = sum('numFailedTests');
const failed = (testsExit === 0 ? 0 : Math.max(1, failedTests)) + (smokeExit === 0 ? 0 : 1);
const skipped = sum('numPendingTests');

process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(failed === 0 ? 0 : 1);
