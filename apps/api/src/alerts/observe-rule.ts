import { isLabelled, type AlertRule, type Observation } from '@kilter/core/alerts/alert';
import { observeCounters, observeLoaded, observeMeasured } from '@kilter/core/alerts/observe';
import { windowSteps } from '@kilter/core/alerts/window-steps';
import type { Measured } from '@kilter/core/monitoring/measured';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { closedThroughMs, labelWindowOf } from '@kilter/core/outcomes/label-window';
import { emptyCounters } from '@kilter/core/sketches/label-counters';
import { addCounters, type MinuteCounters } from '@kilter/core/sketches/minute-counters';
import { MINUTE_MS } from '@kilter/core/time/units';
import type { ServedModel } from '../models/registry.ts';
import { readMeasured } from '../monitoring/measured.ts';
import { sumCounters, windowOf, type Needs } from '../monitoring/read-counters.ts';

export type ObserveRule = (rule: AlertRule) => Promise<Observation | null>;

/**
 * Reads the metrics of a model's rules as of one moment. A window that holds too few rows grows; null: even the longest
 * one does. Every window ends now (of labels: with the newest closed predictions), so that rows of the past that come
 * late page nobody for the past. All sources count.
 */
export function createObserveRule(needs: Needs, model: ServedModel): ObserveRule {
  const { manifest, reason } = model;
  const nowMs = needs.now();
  const { toMs } = windowOf({ minutes: 1 }, nowMs);
  const labelWindow = labelWindowOf(manifest);
  const labelledToMs = labelWindow.closes ? closedThroughMs(labelWindow, nowMs) : toMs;
  const countersOf = growingCounters(needs, model, toMs);
  const measured = new Map<number, Promise<Measured | null>>();

  const observe = async ({ metric }: AlertRule, minutes: number): Promise<Observation | null> => {
    if (!isLabelled(metric)) {
      return observeCounters(metric, await countersOf(minutes), manifest, last(minutes, toMs));
    }
    let reading = measured.get(minutes);
    if (!reading) {
      reading = readMeasured(needs, model, last(minutes, labelledToMs), 'PREDICTION');
      measured.set(minutes, reading);
    }
    const found = await reading;
    return found && observeMeasured(metric, found, manifest);
  };

  return async (rule) => {
    if (rule.metric === 'MODEL_NOT_LOADED') return observeLoaded(reason, last(rule.windowMinutes, toMs));
    for (const minutes of windowSteps(rule.windowMinutes)) {
      const observation = await observe(rule, minutes);
      if (observation && observation.samples >= rule.minimumSamples) return observation;
    }
    return null;
  };
}

const last = (minutes: number, toMs: number): TimeWindow => ({ fromMs: toMs - minutes * MINUTE_MS, toMs });

/** The counters of the last so many minutes: a longer window reads only what a shorter one has not read. */
function growingCounters(needs: Needs, model: ServedModel, toMs: number) {
  const known = [{ minutes: 0, counters: emptyCounters(model.manifest.classes.length) }];
  return async (minutes: number): Promise<MinuteCounters> => {
    const shorter = known.findLast((one) => one.minutes <= minutes) ?? known[0];
    if (shorter.minutes === minutes) return shorter.counters;
    const window = { fromMs: toMs - minutes * MINUTE_MS, toMs: toMs - shorter.minutes * MINUTE_MS };
    const counters = await sumCounters(needs, model, window);
    addCounters(counters, shorter.counters);
    known.push({ minutes, counters });
    known.sort((a, b) => a.minutes - b.minutes);
    return counters;
  };
}
