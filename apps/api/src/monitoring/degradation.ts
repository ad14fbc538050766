import {
  assessDegradation,
  degradationSpans,
  isEnough,
  labelledSpans,
  type CountedWindow,
  type Degradation,
  type LabelledWindow,
  type Sides,
} from '@kilter/core/monitoring/degradation';
import { measuredLabels, planMeasured } from '@kilter/core/monitoring/measured';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { closedThroughMs, labelWindowOf } from '@kilter/core/outcomes/label-window';
import { addCounters, type MinuteCounters } from '@kilter/core/sketches/minute-counters';
import { DAY_MS } from '@kilter/core/time/units';
import type { ServedModel } from '../models/registry.ts';
import { sumCounters, windowOf, type Needs } from './read-counters.ts';

/** Recent against baseline; see `assessDegradation`. */
export async function readDegradation(needs: Needs, name: string | null | undefined): Promise<Degradation> {
  const model = needs.registry.find(name);
  const nowMs = needs.now();
  const read = (window: TimeWindow) => sumCounters(needs, model, window);
  // The minute that is running is part of it.
  const { toMs } = windowOf({ hours: 24 }, nowMs);
  const recent = await growUntilEnough(read, toMs, degradationSpans.recent);
  const baseline = await growUntilEnough(read, recent.window.fromMs, degradationSpans.baseline);
  return assessDegradation({ recent, baseline }, await readLabels(read, model, toMs, nowMs), model.manifest);
}

type Read = (window: TimeWindow) => Promise<MinuteCounters>;

/** The `days` before a time, or as many more as it takes, `mostDays` at most. */
async function growUntilEnough(
  read: Read,
  toMs: number,
  { days, mostDays }: { days: number; mostDays: number },
): Promise<CountedWindow> {
  const window = { fromMs: toMs - days * DAY_MS, toMs };
  const counters = await read(window);
  while (!isEnough(counters) && window.toMs - window.fromMs < mostDays * DAY_MS) {
    const day = { fromMs: window.fromMs - DAY_MS, toMs: window.fromMs };
    addCounters(counters, await read(day));
    window.fromMs = day.fromMs;
  }
  return { window, counters };
}

/** Labels of the newest closed cohorts, and of those before; null for a regression. */
async function readLabels(
  read: Read,
  { manifest }: ServedModel,
  toMs: number,
  nowMs: number,
): Promise<Sides<LabelledWindow> | null> {
  if (manifest.task === 'REGRESSION') return null;
  const labelWindow = labelWindowOf(manifest);
  const closedMs = labelWindow.closes ? closedThroughMs(labelWindow, nowMs) : toMs;
  const splitMs = closedMs - labelledSpans.recentDays * DAY_MS;
  const readSide = async (window: TimeWindow): Promise<LabelledWindow> => {
    const plan = planMeasured(window, labelWindow, 'PREDICTION', nowMs);
    const cohort = await read(plan.cohort);
    return { window, tallies: measuredLabels(plan, { cohort, arrived: cohort }, manifest) };
  };
  return {
    recent: await readSide({ fromMs: splitMs, toMs: closedMs }),
    baseline: await readSide({ fromMs: splitMs - labelledSpans.baselineDays * DAY_MS, toMs: splitMs }),
  };
}
