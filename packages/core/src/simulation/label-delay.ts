import { DAY_MS, HOUR_MS } from '../time/units.ts';
import type { Random } from '../training/random.ts';
import type { SimulatedOutcome } from './traffic-event.ts';
import { drawLognormal, drawTruncatedExponential } from './traffic-random.ts';

/** The mean of the (untruncated) time to the event as a share of the window: half of the events come in its first fifth. */
const EVENT_MEAN_SHARE = 1 / 3;
/** From the event to its report: median 1 day, 95 % within 3.7 days. */
const REPORT_LAG = { median: DAY_MS, sigma: 0.8 };
/** From a report to the same one sent again. */
const REPEAT_LAG = { median: HOUR_MS, sigma: 1 };
/** Of the events, those that nobody reports. */
const NEVER_SHARE = 0.03;
/** Of the reports: a wrong one that is corrected later, one that is sent twice, one of somebody who was never predicted. */
const CORRECTED_SHARE = 0.01;
const REPEATED_SHARE = 0.01;
const UNMATCHED_SHARE = 0.005;

export interface LabelDelays {
  /** When, after the first prediction of a subject that leaves, it does: whole milliseconds in [1, window). */
  drawEventDelayMs(): number;
  /** What is reported of a subject that leaves at `eventAtMs`. */
  reportsOfLeaver(subject: string, eventAtMs: number): SimulatedOutcome[];
  /** What is reported of a subject that stays: nothing as a rule; seldom that it left, and later that it did not. */
  reportsOfStayer(subject: string, firstMs: number): SimulatedOutcome[];
}

export interface LabelDelayOptions {
  readonly windowDays: number;
  /** Class indices of those that leave and those that stay. */
  readonly positive: number;
  readonly negative: number;
  /** Share of the subjects that leave. */
  readonly positiveRate: number;
  readonly subjectPrefix: string;
}

/**
 * How the truth arrives: events with a falling hazard within the window (a truncated exponential law), reports some
 * days later (lognormal). 3 % of the events are never reported, 1 % of the reports are corrected later (half of them
 * took a leaver for a stayer, half a stayer for a leaver), 1 % are sent twice, and beside each 200th comes one about a
 * subject that nobody asked about.
 */
export function createLabelDelays(options: LabelDelayOptions, random: Random): LabelDelays {
  const { positive, negative, positiveRate, subjectPrefix } = options;
  const windowMs = options.windowDays * DAY_MS;
  const drawEventDelayMs = () =>
    Math.max(1, Math.floor(drawTruncatedExponential(EVENT_MEAN_SHARE * windowMs, windowMs, random)));
  const lagMs = (lag = REPORT_LAG) => Math.max(1, Math.round(drawLognormal(lag, random)));
  const wrongStayers = (CORRECTED_SHARE / 2) * (positiveRate / (1 - positiveRate));
  let strangers = 0;

  const report = (subject: string, label: number, eventAtMs: number, afterMs: number): SimulatedOutcome => ({
    kind: 'OUTCOME',
    reportedAtMs: afterMs + lagMs(),
    subject,
    label,
    eventAtMs,
  });
  const corrected = (subject: string, eventAtMs: number, wrong: number, right: number) => {
    const first = report(subject, wrong, eventAtMs, eventAtMs);
    return [first, report(subject, right, eventAtMs, first.reportedAtMs)];
  };

  return {
    drawEventDelayMs,
    reportsOfLeaver(subject, eventAtMs) {
      if (random() < NEVER_SHARE) return [];
      if (random() < CORRECTED_SHARE / 2) return corrected(subject, eventAtMs, negative, positive);
      const sent = report(subject, positive, eventAtMs, eventAtMs);
      const reports = [sent];
      if (random() < REPEATED_SHARE) {
        reports.push({ ...sent, reportedAtMs: sent.reportedAtMs + lagMs(REPEAT_LAG) });
      }
      if (random() < UNMATCHED_SHARE) {
        reports.push(report(`${subjectPrefix}unknown-${++strangers}`, positive, eventAtMs, eventAtMs));
      }
      return reports;
    },
    reportsOfStayer(subject, firstMs) {
      if (random() >= wrongStayers) return [];
      return corrected(subject, firstMs + drawEventDelayMs(), positive, negative);
    },
  };
}
