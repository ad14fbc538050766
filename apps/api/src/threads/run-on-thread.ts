import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { fail, KilterError } from '@kilter/core/errors/error-code';
import { createTurns } from '../explain/turns.ts';
import type { ThreadReply } from './answer-on-thread.ts';

/** Most take a fraction of a second, an account of a change one or two: more would wait for half a minute. */
const MOST_WAITING = 20;

type Work = (request: never) => unknown;

/** `Of` is the work of `file`, see `answerOnThread`. Request and answer are copied. */
export type RunOnThread = <Of extends Work = never>(
  file: URL,
  request: Parameters<Of>[0],
) => Promise<ReturnType<Of>>;

/**
 * Runs what would hold the event loop on threads of their own: one at a time, in the order of asking, so that one core
 * is left to everything else. A thread ends with its answer, and its memory with it. Starting one takes some 60 ms: what
 * takes less than half of that is better done at once.
 *
 * Rejects with the KilterError that the work throws, with OVERLOADED when `mostWaiting` are under way or wait, and with an
 * Error when the thread ends without an answer.
 */
export function createThreads(mostWaiting = MOST_WAITING): RunOnThread {
  const takeTurn = createTurns();
  let waiting = 0;
  return async <Of extends Work>(file: URL, request: Parameters<Of>[0]) => {
    if (waiting >= mostWaiting) fail('OVERLOADED', 'Too many analyses are under way; try again.');
    waiting++;
    try {
      const reply = await takeTurn(() => ask<ReturnType<Of>>(file, request));
      if (!reply.ok) throw new KilterError(reply.failure);
      return reply.answer;
    } finally {
      waiting--;
    }
  };
}

/** The threads of this process. */
export const runOnThread = createThreads();

/** Settled when the thread has ended, so that there are never two. */
function ask<Answer>(file: URL, request: unknown): Promise<ThreadReply<Answer>> {
  const name = basename(file.pathname, '.ts');
  const worker = new Worker(file, { name, workerData: request });
  let reply: ThreadReply<Answer> | null = null;
  let cause: unknown;
  worker.on('message', (message: ThreadReply<Answer>) => (reply = message));
  worker.on('error', (error) => (cause = error));
  return new Promise((resolve, reject) => {
    worker.on('exit', (code) => {
      if (reply !== null) resolve(reply);
      else reject(new Error(`The thread of ${name} ended with ${code}.`, { cause }));
    });
  });
}
