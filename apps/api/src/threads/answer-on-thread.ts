import { parentPort, workerData } from 'node:worker_threads';
import { KilterError, type Failure } from '@kilter/core/errors/error-code';

/** What a thread sends back. */
export type ThreadReply<Answer> = { ok: true; answer: Answer } | { ok: false; failure: Failure };

/**
 * The one line of a file that `runOnThread` runs: does the work once, and lets the thread end. Request and answer are
 * plain data. A KilterError is thrown again where the answer is awaited; anything else ends the thread as a defect.
 * Returns the work itself, for its type.
 */
export function answerOnThread<Request, Answer>(
  work: (request: Request) => Answer,
): (request: Request) => Answer {
  const request: Request = workerData;
  parentPort?.postMessage(replyTo(() => work(request)));
  return work;
}

function replyTo<Answer>(work: () => Answer): ThreadReply<Answer> {
  try {
    return { ok: true, answer: work() };
  } catch (error) {
    if (error instanceof KilterError) return { ok: false, failure: error.failure };
    throw error;
  }
}
