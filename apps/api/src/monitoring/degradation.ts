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
import { sumCounters, windowOf, type Needs, type RowsRequest } from './read-counters.ts';

const { recent: recentSpan, baseline: baselineSpan } = degradationSpans;

/** The window that is asked for against what was before it; see `assessDegradation`. */
export async function readDegradation(needs: Needs, request: RowsRequest): Promise<Degradation> {
  const model = needs.registry.find(request.model);
  const nowMs = needs.now();
  const asked = windowOf(request.window ?? { days: recentSpan.days }, nowMs);
  const read = (window: TimeWindow) => sumCounters(needs, model, window, request.filter ?? {});
  const recent = await growUntilEnough(read, asked, recentSpan.mostDays);
  const baseline = await growUntilEnough(read, daysBefore(recent.window), baselineSpan.mostDays);
  const labels = await readLabels(read, model, asked.toMs, nowMs);
  return assessDegradation({ recent, baseline }, labels, model.manifest);
}

type Read = (window: TimeWindow) => Promise<MinuteCounters>;

function daysBefore({ fromMs }: TimeWindow): TimeWindow {
  return { fromMs: fromMs - baselineSpan.days * DAY_MS, toMs: fromMs };
}

/** A window, or as many more days before it as it takes, `mostDays` in all at most. */
async function growUntilEnough(read: Read, asked: TimeWindow, mostDays: number): Promise<CountedWindow> {
  const earliestMs = asked.toMs - mostDays * DAY_MS;
  const window = { ...asked };
  const counters = await read(window);
  while (!isEnough(counters) && window.fromMs > earliestMs) {
    const day = { fromMs: Math.max(window.fromMs - DAY_MS, earliestMs), toMs: window.fromMs };
    addCounters(counters, await read(day));
    window.fromMs = day.fromMs;
  }
  return { window, counters, grown: window.fromMs < asked.fromMs };
}

/** Labels of the cohorts that were the newest closed ones at a time, and of those before; null for a regression. */
async function readLabels(
  read: Read,
  { manifest }: ServedModel,
  toMs: number,
  nowMs: number,
): Promise<Sides<LabelledWindow> | null> {
  if (manifest.task === 'REGRESSION') return null;
  const labelWindow = labelWindowOf(manifest);
  const closedMs = labelWindow.closes ? closedThroughMs(labelWindow, Math.min(toMs, nowMs)) : toMs;
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
