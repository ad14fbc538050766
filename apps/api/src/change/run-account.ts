import { Worker } from 'node:worker_threads';
import { fail, KilterError } from '@kilter/core/errors/error-code';
import type { ChangeExplanation, ChangeRequest, ChangeResult } from '@kilter/core/change/explain-change';
import { createTurns } from '../explain/turns.ts';

/** More than these would wait for a minute. */
const MOST_WAITING = 20;

const takeTurn = createTurns();
let waiting = 0;

/**
 * `explainChange` on a thread of its own, one at a time: it takes a second or so. Throws its failure, and OVERLOADED when
 * too many wait.
 */
export async function runAccount(request: ChangeRequest): Promise<ChangeExplanation> {
  if (waiting >= MOST_WAITING) fail('OVERLOADED', 'Too many accounts of changes are under way; try again.');
  waiting++;
  try {
    const result = await takeTurn(() => explainElsewhere(request));
    if (!result.ok) throw new KilterError(result.failure);
    return result.explanation;
  } finally {
    waiting--;
  }
}

function explainElsewhere(request: ChangeRequest): Promise<ChangeResult> {
  const worker = new Worker(new URL('./account-worker.ts', import.meta.url), {
    name: 'account',
    workerData: request,
  });
  return new Promise((resolve, reject) => {
    worker.on('message', (result: ChangeResult) => resolve(result));
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The thread of the account ended with ${code}.`)));
  });
}
