import type { SqlClient } from '@kilter/db/client';
import {
  entriesToLabel,
  labelledThrough,
  setLabelledThrough,
  targetsOf,
  tryWithLabels,
} from '@kilter/db/queries/label';
import { newestOutcomeId } from '@kilter/db/queries/outcome';
import type { Feed } from '../live/feed.ts';
import type { Registry } from '../models/registry.ts';
import { labelPredictions } from './label-predictions.ts';

const ENTRIES_A_STEP = 500;
const ROWS_A_STEP = 5_000;

/**
 * Labels predictions that were stored after an outcome of theirs: spooled, imported, back-dated, or just on their way
 * when it came. Follows the feed, so that whichever of the two is committed last meets the other. Does one step, and
 * answers whether there may be more; false too while another process is at it.
 */
export async function joinLabels(sql: SqlClient, registry: Registry): Promise<boolean> {
  let isMore = false;
  await tryWithLabels(sql, async (tx) => {
    const entries = await entriesToLabel(tx, {
      fromSeq: (await labelledThrough(tx)) + 1,
      newestOutcomeId: await newestOutcomeId(tx),
      limit: ENTRIES_A_STEP,
    });
    const ids: string[] = [];
    let throughSeq: number | null = null;
    for (const entry of entries) {
      if (ids.length > 0 && ids.length + entry.ids.length > ROWS_A_STEP) break;
      ids.push(...entry.ids);
      throughSeq = entry.seq;
    }
    if (throughSeq === null) return;
    await labelPredictions(tx, registry, await targetsOf(tx, ids));
    await setLabelledThrough(tx, throughSeq);
    isMore = entries.length === ENTRIES_A_STEP || throughSeq !== entries[entries.length - 1].seq;
  });
  return isMore;
}

/** The same as a job: all steps that there are, when something new is in the feed. */
export function followLabels(sql: SqlClient, registry: Registry, feed: Feed): () => Promise<void> {
  let lastSeq = -1;
  return async () => {
    const { seq } = feed.head();
    if (seq === lastSeq) return;
    while (await joinLabels(sql, registry));
    // Somebody else may have been at it, and stop before it is done: look until it is.
    lastSeq = (await labelledThrough(sql)) >= seq ? seq : -1;
  };
}
