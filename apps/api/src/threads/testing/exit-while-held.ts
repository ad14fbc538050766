import process from 'node:process';
import { runOnThread } from '../run-on-thread.ts';
import type { example } from './example-worker.ts';
import { closedGate, someoneAt } from './gate.ts';

// A process that ends while one thread works and another waits.

const gate = closedGate();
const file = new URL('./example-worker.ts', import.meta.url);
const done = Promise.all([
  runOnThread<typeof example>(file, { kind: 'HOLD', gate }),
  runOnThread<typeof example>(file, { kind: 'HOLD', gate }),
]);
done.catch(() => process.exit(1));
await someoneAt(gate);
process.exit(0);
