import { fold, planFold } from '@kilter/core/sketches/fold-deltas';
import type { SqlClient } from '@kilter/db/client';
import { foldDeltas, vacuumDeltas } from '@kilter/db/queries/rollup';

/** A fold holds a few megabytes, and takes some tens of milliseconds. */
const DELTAS_A_FOLD = 1_000;

/**
 * Folds what was added to the counters into minutes, quarters, hours and days, until little is left. Answers whether it did
 * anything; while another process is at it, it does nothing.
 */
export async function foldRollups(sql: SqlClient): Promise<boolean> {
  let folded = 0;
  for (;;) {
    const taken = await foldDeltas(sql, DELTAS_A_FOLD, async (deltas, read) => {
      const plan = planFold(deltas);
      return fold(plan, await read(plan.keys));
    });
    folded += taken ?? 0;
    if (taken === null || taken < DELTAS_A_FOLD) break;
  }
  if (folded > 0) await vacuumDeltas(sql);
  return folded > 0;
}
