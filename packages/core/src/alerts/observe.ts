import type { Manifest } from '../features/manifest.ts';
import type { Measured } from '../monitoring/measured.ts';
import type { TimeWindow } from '../monitoring/window.ts';
import { counterFigures, counterLatencyQuantile, type MinuteCounters } from '../sketches/minute-counters.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { AlertMetric, Observation } from './alert.ts';

/** One in a thousand by chance, on both sides together: rules are looked at thousands of times a day. */
const Z = 3.29;
/** Positives that a recall needs, however many rows there are. */
const LEAST_POSITIVES = 30;

type Needed = Pick<Manifest, 'classes' | 'positiveClass'>;

/** What the counters of a window say of a metric that needs no labels; null without a denominator. */
export function observeCounters(
  metric: AlertMetric,
  counters: MinuteCounters,
  manifest: Needed,
  window: TimeWindow,
): Observation | null {
  const { predictions, errors, averageConfidence, classCounts } = counterFigures(
    counters,
    manifest.classes.length,
  );
  const answered = predictions - errors;
  switch (metric) {
    case 'ERROR_RATE':
      return share(errors, predictions, window);
    case 'RESPONSE_TIME_P95':
      return plain(counterLatencyQuantile(counters, 0.95), answered, window);
    case 'CONFIDENCE':
      return plain(averageConfidence, answered, window);
    case 'POSITIVE_RATE': {
      const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
      return positive < 0 ? null : share(classCounts[positive], sum(classCounts), window);
    }
    default:
      return null;
  }
}

/** What recorded outcomes say of a metric; null without labels, and of recall with too few positives. */
export function observeMeasured(
  metric: AlertMetric,
  measured: Measured,
  manifest: Needed,
): Observation | null {
  const { labelled, accuracy, confusion, window } = measured;
  if (metric === 'ACCURACY') {
    return accuracy === null ? null : share(Math.round(accuracy * labelled), labelled, window);
  }
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  if (metric !== 'RECALL' || confusion === null || positive < 0) return null;
  const positives = sum(confusion[positive]);
  if (positives < LEAST_POSITIVES) return null;
  // Rows are all that are labelled; what may be chance follows from the positives alone.
  return share(confusion[positive][positive], positives, window, labelled);
}

/** Whether a model answers, as this process sees it. */
export function observeLoaded(reason: string | null, window: TimeWindow): Observation {
  const value = reason === null ? 0 : 1;
  return { value, samples: 1, lower: value, upper: value, window, ...(reason === null ? {} : { reason }) };
}

function share(hits: number, rows: number, window: TimeWindow, samples = rows): Observation | null {
  return rows > 0 ? { value: hits / rows, samples, ...wilsonInterval(hits, rows, Z), window } : null;
}

function plain(value: number | null, samples: number, window: TimeWindow): Observation | null {
  return value === null ? null : { value, samples, lower: value, upper: value, window };
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
