import type { Random } from '@kilter/core/training/random';
import { PREDICTIONS_ADDED, type PredictionsAddedData } from './documents.ts';
import { pause } from './server-process.ts';
import { subscribe } from './subscription-client.ts';

/** A reader of the feed whose line breaks again and again, and who goes on behind its last cursor. */
export interface BrokenLineReader {
  /** What it has received, over all lines. */
  ids: string[];
  /** Codes of errors that it was told. */
  codes: unknown[];
  /** How many lines it has had. */
  lines(): number;
  stop(): Promise<void>;
}

/** As the dashboard waits before it subscribes again. */
const AFTER_ERROR_MS = 1_000;

/** Reads from the first prediction on; each line goes to one of the servers, and breaks at a random moment. */
export function readOverBrokenLines(
  urls: readonly string[],
  random: Random,
  longestLineMs = 300,
): BrokenLineReader {
  const ids: string[] = [];
  const codes: unknown[] = [];
  let cursor = '0';
  let lines = 0;
  let stopped = false;
  const { promise: stopping, resolve: stop } = Promise.withResolvers<undefined>();

  const readOneLine = async () => {
    lines++;
    let isOpen = true;
    let framesToTake = 1 + Math.floor(random() * 6);
    const { promise: enough, resolve } = Promise.withResolvers<undefined>();
    const url = urls[Math.floor(random() * urls.length)];
    const { ended, cut } = subscribe<PredictionsAddedData>(
      url,
      PREDICTIONS_ADDED,
      { after: cursor },
      ({ data, errors }) => {
        // What comes after the cut was never received.
        if (!isOpen) return;
        if (errors) codes.push(...errors.map(({ extensions }) => extensions?.code));
        if (!data) return;
        cursor = data.predictionsAdded.cursor;
        ids.push(...data.predictionsAdded.predictions.map(({ id }) => id));
        if (--framesToTake <= 0) resolve(undefined);
      },
    );
    await Promise.race([
      stopping,
      enough,
      pause(20 + random() * longestLineMs),
      ended.then(() => pause(AFTER_ERROR_MS)),
    ]);
    isOpen = false;
    cut();
  };

  const reading = (async () => {
    while (!stopped) await readOneLine();
  })();
  return {
    ids,
    codes,
    lines: () => lines,
    stop: async () => {
      stopped = true;
      stop(undefined);
      await reading;
    },
  };
}
