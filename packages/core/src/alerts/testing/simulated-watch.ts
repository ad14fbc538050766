import type { Manifest } from '../../features/manifest.ts';
import type { Reference } from '../../features/reference.ts';
import { measuredLabels, planMeasured, summarizeMeasured } from '../../monitoring/measured.ts';
import type { TimeWindow } from '../../monitoring/window.ts';
import type { Outcome } from '../../outcomes/effective-outcome.ts';
import { closedThroughMs, labelWindowOf } from '../../outcomes/label-window.ts';
import { relabel, type RelabelTarget } from '../../outcomes/relabel.ts';
import type { Scenario } from '../../simulation/scenario.ts';
import { simulateTraffic } from '../../simulation/simulate.ts';
import type { SyntheticModel } from '../../simulation/synthetic-model.ts';
import type { SimulatedOutcome, SimulatedPrediction } from '../../simulation/traffic-event.ts';
import { createTraffic } from '../../simulation/traffic.ts';
import { emptyCounters } from '../../sketches/label-counters.ts';
import { addCounters, countPrediction, type MinuteCounters } from '../../sketches/minute-counters.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/units.ts';
import { isLabelled, type AlertRule, type AlertSeverity, type Observation } from '../alert.ts';
import { builtInRules } from '../built-in-rules.ts';
import { nextAlertState, type AlertState } from '../next-alert-state.ts';
import { observeCounters, observeMeasured } from '../observe.ts';
import { windowSteps } from '../window-steps.ts';

export interface WatchOptions {
  manifest: Manifest;
  reference: Reference;
  synthetic: SyntheticModel;
  /** Probabilities of the positive class, by the model that is watched. */
  score(rows: readonly Float64Array[]): Promise<Float64Array>;
  scenario: Scenario;
  seed: number;
  /** How long it is watched from the scenario's beginning on. */
  days: number;
}

/** An alert that fired. */
export interface RaisedAlert {
  type: string;
  /** The worst that it became. */
  severity: AlertSeverity;
  /** After the beginning of the scenario. */
  afterDays: number;
}

/** So much traffic comes before: cohorts of 8 days are closed when the watch begins. */
const WARM_UP_DAYS = 40;
const PER_DAY = 2_000;
/** A Monday. */
const START_MS = Date.UTC(2026, 0, 5);

/**
 * Simulated traffic under the built-in rules, looked at each hour: real scores, reports that arrive when they arrive,
 * counters and decisions by the code that serves. What a server does in a month of its life, without a database.
 */
export async function watchSimulated(options: WatchOptions): Promise<RaisedAlert[]> {
  const { manifest, reference, synthetic, score, scenario, seed, days } = options;
  const beginMs = START_MS + WARM_UP_DAYS * DAY_MS;
  const created = createTraffic({
    manifest,
    model: synthetic,
    scenario,
    scenarioFromMs: beginMs,
    seed,
    fromMs: START_MS,
    toMs: beginMs + days * DAY_MS,
    volume: { perDay: PER_DAY },
    subjectPrefix: 'watched-',
  });
  if (!created.ok) throw new Error(created.failure.message);
  const history = createHistory(manifest);
  const watch = createWatch(manifest, builtInRules(manifest, reference), history, beginMs);
  let hour = START_MS / HOUR_MS;
  for (const events of simulateTraffic(created.traffic, beginMs + days * DAY_MS)) {
    const predictions = events.filter((event) => event.kind === 'PREDICTION');
    const scores = await score(predictions.map(({ values }) => values));
    let next = 0;
    for (const event of events) {
      const atMs = event.kind === 'PREDICTION' ? event.atMs : event.reportedAtMs;
      for (; hour < Math.floor(atMs / HOUR_MS); hour++) watch.look((hour + 1) * HOUR_MS);
      if (event.kind === 'PREDICTION') history.predict(event, scores[next++]);
      else history.report(event);
    }
  }
  return watch.raised;
}

/** Counters by the hour, and the labels in them, as the database has them by the minute. */
function createHistory(manifest: Manifest) {
  const classes = manifest.classes.length;
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  const labelWindow = labelWindowOf(manifest);
  const hours = new Map<number, MinuteCounters>();
  const predictions = new Map<string, RelabelTarget<'SIMULATION'>[]>();
  const outcomes = new Map<string, Map<number, Outcome>>();
  let rows = 0;

  const at = (ms: number): MinuteCounters => {
    const hour = Math.floor(ms / HOUR_MS);
    let counters = hours.get(hour);
    if (!counters) hours.set(hour, (counters = emptyCounters(classes)));
    return counters;
  };

  const labelAll = (subject: string) => {
    const targets = predictions.get(subject) ?? [];
    const { changes, deltas } = relabel(
      targets,
      [...(outcomes.get(subject)?.values() ?? [])],
      labelWindow,
      manifest.classes,
    );
    for (const { minuteMs, counters } of deltas) addCounters(at(minuteMs), counters.core);
    for (const { predictionId, label } of changes) {
      const target = targets.find(({ id }) => id === predictionId);
      if (target) target.applied = label;
    }
  };

  return {
    predict: ({ atMs, subject, latencyMs, fails }: SimulatedPrediction, probability: number) => {
      const label = probability >= manifest.threshold ? positive : 1 - positive;
      const confidence = label === positive ? probability : 1 - probability;
      const errorCode = fails ? 'INTERNAL' : null;
      countPrediction(
        at(atMs),
        { label, probability, confidence, latencyMs, flags: null, errorCode },
        classes,
      );
      if (fails) return;
      const target: RelabelTarget<'SIMULATION'> = {
        id: String(++rows),
        subject,
        atMs,
        modelVersionId: 1,
        source: 'SIMULATION',
        predicted: label,
        probability,
        segmentNames: [],
        applied: null,
      };
      const own = predictions.get(subject);
      if (own) own.push(target);
      else predictions.set(subject, [target]);
    },
    report: ({ subject, label, eventAtMs, reportedAtMs }: SimulatedOutcome) => {
      const own = outcomes.get(subject) ?? new Map<number, Outcome>();
      outcomes.set(subject, own);
      const known = own.get(eventAtMs);
      const name = manifest.classes[label];
      if (known?.label === name) return;
      const id = `${subject} at ${eventAtMs}`;
      own.set(eventAtMs, {
        id,
        subject,
        atMs: eventAtMs,
        label: name,
        value: null,
        receivedAtMs: reportedAtMs,
      });
      labelAll(subject);
    },
    /** Whole hours. */
    sum: ({ fromMs, toMs }: TimeWindow): MinuteCounters => {
      const sum = emptyCounters(classes);
      for (let hour = Math.floor(fromMs / HOUR_MS); hour < Math.floor(toMs / HOUR_MS); hour++) {
        const counters = hours.get(hour);
        if (counters) addCounters(sum, counters);
      }
      return sum;
    },
  };
}

type History = ReturnType<typeof createHistory>;

function createWatch(manifest: Manifest, rules: readonly AlertRule[], history: History, beginMs: number) {
  const raised: RaisedAlert[] = [];
  const open = new Map<string, { state: AlertState; alert: RaisedAlert }>();
  const labelWindow = labelWindowOf(manifest);

  /** Of the present look: several rules watch the same windows. */
  let sums = new Map<string, MinuteCounters>();
  const sumOf = (window: TimeWindow): MinuteCounters => {
    const key = `${window.fromMs} ${window.toMs}`;
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = history.sum(window)));
    return sum;
  };

  const measure = (asked: TimeWindow, nowMs: number) => {
    const plan = planMeasured(asked, labelWindow, 'PREDICTION', nowMs);
    const cohort = sumOf(plan.cohort);
    return summarizeMeasured(
      plan,
      measuredLabels(plan, { cohort, arrived: cohort }, manifest),
      manifest,
      null,
    );
  };

  const observe = (rule: AlertRule, minutes: number, nowMs: number): Observation | null => {
    const toMs = isLabelled(rule.metric) ? closedThroughMs(labelWindow, nowMs) : nowMs;
    const window = { fromMs: toMs - minutes * MINUTE_MS, toMs };
    return isLabelled(rule.metric)
      ? observeMeasured(rule.metric, measure(window, nowMs), manifest)
      : observeCounters(rule.metric, sumOf(window), manifest, window);
  };

  const lookAt = (rule: AlertRule, nowMs: number): void => {
    const grown = windowSteps(rule.windowMinutes).map((minutes) => () => observe(rule, minutes, nowMs));
    let observation: Observation | null = null;
    for (const take of grown) {
      observation = take();
      if (observation && observation.samples >= rule.minimumSamples) break;
      observation = null;
    }
    const known = open.get(rule.type);
    const next = nextAlertState(known?.state ?? null, observation, rule, nowMs);
    if (next === null) return;
    const { status, severity, sinceMs, steps } = next;
    const alert = known?.alert ?? { type: rule.type, severity, afterDays: (nowMs - beginMs) / DAY_MS };
    alert.severity = severity;
    if (steps.some(({ kind }) => kind === 'FIRED')) raised.push(alert);
    if (status === 'RESOLVED') open.delete(rule.type);
    else {
      const value = observation?.value ?? known?.state.value ?? 0;
      open.set(rule.type, { state: { status, severity, sinceMs, value, updatedAtMs: nowMs }, alert });
    }
  };

  return {
    raised,
    look: (nowMs: number) => {
      if (nowMs <= beginMs) return;
      sums = new Map();
      for (const rule of rules) if (rule.metric !== 'MODEL_NOT_LOADED') lookAt(rule, nowMs);
    },
  };
}
