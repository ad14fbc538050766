import { HEARTBEAT_MS } from '../health/series-bucket.ts';
import type { TimeWindow } from '../monitoring/window.ts';
import { withoutSpans } from './without-spans.ts';

/** Consecutive slots of 30 seconds, counted from the epoch, both ends included. */
export interface SlotRun {
  first: number;
  last: number;
}

export interface AvailabilityInput {
  window: TimeWindow;
  /** The slots of the window in which a heartbeat of any process lies, by time. */
  present: readonly SlotRun[];
  /** When the installation was first heard of, Unix milliseconds; null: never. */
  firstHeartbeatMs: number | null;
  /** Times in which Kilter may be away. */
  maintenances: readonly TimeWindow[];
  nowMs: number;
}

/** Slots of a window that count, and those of them in which Kilter was alive. */
export interface Availability {
  slots: number;
  present: number;
}

/**
 * How much of a window Kilter was alive, in slots of 30 seconds: from the installation's first heartbeat to the last
 * slot that is over, maintenance left out. A slot without a heartbeat is one in which nothing ran, so that a dead server
 * counts against itself.
 */
export function availability(input: AvailabilityInput): Availability {
  const { window, present, firstHeartbeatMs, maintenances, nowMs } = input;
  if (firstHeartbeatMs === null) return { slots: 0, present: 0 };
  const firstSlotMs = Math.floor(firstHeartbeatMs / HEARTBEAT_MS) * HEARTBEAT_MS;
  const counted = { fromMs: Math.max(window.fromMs, firstSlotMs), toMs: Math.min(window.toMs, nowMs) };
  const sum: Availability = { slots: 0, present: 0 };
  for (const { fromMs, toMs } of withoutSpans(counted, maintenances)) {
    const first = Math.ceil(fromMs / HEARTBEAT_MS);
    const last = Math.floor(toMs / HEARTBEAT_MS) - 1;
    if (last < first) continue;
    sum.slots += last - first + 1;
    for (const run of present) {
      sum.present += Math.max(0, Math.min(last, run.last) - Math.max(first, run.first) + 1);
    }
  }
  return sum;
}
