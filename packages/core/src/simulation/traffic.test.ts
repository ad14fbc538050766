import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../time/units.ts';
import { eventMs, type SimulatedPrediction } from './traffic-event.ts';
import { createTraffic, type TrafficPlan } from './traffic.ts';
import { fixtureColumns, fixtureManifest, fixtureModel } from './testing/fixture-model.ts';
import { follow, labelsOf } from './testing/follow.ts';
import { isWeekend } from './traffic-rhythm.ts';

const fromMs = Date.UTC(2026, 5, 1);
const windowMs = 30 * DAY_MS;
const plan: TrafficPlan = {
  manifest: fixtureManifest,
  model: fixtureModel,
  scenario: 'STABLE',
  scenarioFromMs: fromMs,
  seed: 1,
  fromMs,
  toMs: fromMs + 60 * DAY_MS,
  volume: { perDay: 2000 },
  subjectPrefix: 'sim-1-',
};
const stable = follow(plan);
const { predictions, outcomes, events } = stable;
const labels = labelsOf(stable, windowMs, 0);
const firstVisits = new Map<string, SimulatedPrediction>();
for (const prediction of predictions) {
  if (!firstVisits.has(prediction.subject)) firstVisits.set(prediction.subject, prediction);
}
const matched = outcomes.filter(({ subject }) => firstVisits.has(subject));

const shareOf = <T>(items: readonly T[], holds: (item: T, index: number) => boolean) =>
  items.filter(holds).length / items.length;
const quantile = (values: number[], q: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(q * values.length)];
/** Within 3.3 standard errors of a share of `count` independent draws. */
const expectShare = (share: number, wanted: number, count: number) =>
  expect(Math.abs(share - wanted)).toBeLessThan(3.3 * Math.sqrt((wanted * (1 - wanted)) / count));

describe('stable traffic', () => {
  it('is in the order of time, with predictions in their span', () => {
    expect(events.every((event, i) => i === 0 || eventMs(event) >= eventMs(events[i - 1]))).toBe(true);
    expect(predictions.every(({ atMs }) => atMs >= plan.fromMs && atMs < plan.toMs)).toBe(true);
    expect(Math.abs(predictions.length - 60 * 2000)).toBeLessThan(3000);
  });

  it('comes back in 15 % of the predictions, with the same values, from the same source', () => {
    const returns = predictions.filter((prediction) => firstVisits.get(prediction.subject) !== prediction);
    expectShare(returns.length / predictions.length, 0.15, predictions.length);
    for (const { subject, values, tags } of returns) {
      expect(firstVisits.get(subject)?.values).toBe(values);
      expect(firstVisits.get(subject)?.tags[0]).toBe(tags[0]);
    }
  });

  it('names subjects by the prefix and a number', () => {
    expect(predictions[0].subject).toBe('sim-1-1');
    expect(predictions.every(({ subject }) => /^sim-1-\d+$/.test(subject))).toBe(true);
  });

  it('fails for .5 %, answers in 6 ms in the median and in 14 ms at the 95 % quantile', () => {
    expectShare(
      shareOf(predictions, ({ fails }) => fails),
      0.005,
      predictions.length,
    );
    const latencies = predictions.map(({ latencyMs }) => latencyMs);
    expect(quantile(latencies, 0.5)).toBeCloseTo(6, 1);
    expect(quantile(latencies, 0.95)).toBeCloseTo(13.7, 0);
  });

  it('says where it comes from', () => {
    const share = (tag: string) => shareOf(predictions, ({ tags }) => tags.includes(tag));
    expect(share('source:web')).toBeCloseTo(0.4, 2);
    expect(share('source:app')).toBeCloseTo(0.3, 2);
    expect(share('source:partner')).toBeCloseTo(0.3, 2);
    expect(share('nightly-batch')).toBeCloseTo(0.1, 2);
  });

  it('differs by a point or two between weekdays and weekends', () => {
    const computers = (weekend: boolean) =>
      shareOf(
        predictions.filter(({ atMs }) => isWeekend(atMs) === weekend),
        ({ values }) => values[fixtureColumns.device] === 0,
      );
    expect(computers(false) - computers(true)).toBeGreaterThan(0.005);
    expect(computers(false) - computers(true)).toBeLessThan(0.03);
  });
});

describe('the truth about it', () => {
  it('comes after the first prediction and within its window', () => {
    for (const { subject, eventAtMs, reportedAtMs } of matched) {
      const firstMs = firstVisits.get(subject)?.atMs ?? NaN;
      expect(eventAtMs).toBeGreaterThan(firstMs);
      expect(eventAtMs).toBeLessThan(firstMs + windowMs);
      expect(reportedAtMs).toBeGreaterThan(eventAtMs);
    }
  });

  it('ends the visits of who has left', () => {
    const leftAtMs = new Map(
      matched.filter(({ label }) => label === 1).map(({ subject, eventAtMs }) => [subject, eventAtMs]),
    );
    for (const { subject, label } of matched) if (label === 0) leftAtMs.delete(subject);
    const late = predictions.filter(({ subject, atMs }) => atMs >= (leftAtMs.get(subject) ?? Infinity));
    expect(late).toEqual([]);
  });

  it('says hardly anything but that somebody left, and of strangers in .5 %', () => {
    expect(shareOf(matched, ({ label }) => label === 1)).toBeGreaterThan(0.98);
    const strangers = outcomes.filter(({ subject }) => !firstVisits.has(subject));
    expectShare(strangers.length / outcomes.length, 0.005, outcomes.length);
    expect(strangers.every(({ subject }) => subject.startsWith('sim-1-unknown-'))).toBe(true);
  });

  it('has the base rate of the model, among returning customers too', () => {
    const rate = (holds: (prediction: SimulatedPrediction) => boolean) =>
      shareOf(
        [...labels].filter((_, i) => holds(predictions[i])),
        (label) => label === 1,
      );
    const isReturn = (prediction: SimulatedPrediction) => firstVisits.get(prediction.subject) !== prediction;
    expect(Math.abs(rate(() => true) - fixtureModel.positiveRate)).toBeLessThan(0.01);
    expect(Math.abs(rate(isReturn) - fixtureModel.positiveRate)).toBeLessThan(0.015);
    for (const weekend of [true, false]) {
      expect(
        Math.abs(rate(({ atMs }) => isWeekend(atMs) === weekend) - fixtureModel.positiveRate),
      ).toBeLessThan(0.015);
    }
  });

  it('keeps to the probabilities of the truth at every level of them', () => {
    const logits = fixtureModel.truthLogits(
      predictions.map(({ values }) => values),
      'STABLE',
    );
    const order = [...logits.keys()].sort((a, b) => logits[a] - logits[b]);
    const tenth = Math.floor(order.length / 10);
    for (let from = 0; from + tenth <= order.length; from += tenth) {
      const rows = order.slice(from, from + tenth);
      const wanted = rows.reduce((sum, row) => sum + meanProbability(logits[row]), 0) / tenth;
      const found = shareOf(rows, (row) => labels[row] === 1);
      // 3 % of the events are never reported; rows of one subject count once in the error.
      const error = Math.sqrt((wanted * (1 - wanted)) / (0.85 * tenth));
      expect(Math.abs(found - 0.97 * wanted)).toBeLessThan(3.5 * error);
    }
  });
});

/** The mean of 1 / (1 + e^-(logit + noise)) over the noise, by a sum over its quantiles. */
function meanProbability(logit: number): number {
  let sum = 0;
  let weights = 0;
  for (let z = -4; z <= 4; z += 0.25) {
    const weight = Math.exp((-z * z) / 2);
    sum += weight / (1 + Math.exp(-(logit + fixtureModel.noise * z)));
    weights += weight;
  }
  return sum / weights;
}

describe('a plan', () => {
  const failureOf = (changes: Partial<TrafficPlan>) => {
    const result = createTraffic({ ...plan, ...changes });
    return result.ok ? null : [result.failure.code, result.failure.field];
  };

  it('may be endless by day, not with a number', () => {
    expect(failureOf({ toMs: Infinity })).toBeNull();
    expect(failureOf({ toMs: Infinity, volume: { samples: 10 } })).toEqual(['BAD_USER_INPUT', 'toMs']);
    expect(failureOf({ toMs: fromMs, volume: { samples: 10 } })).toEqual(['BAD_USER_INPUT', 'toMs']);
    expect(failureOf({ toMs: fromMs, volume: { samples: 0 } })).toBeNull();
  });

  it('is refused where it cannot be followed', () => {
    expect(failureOf({ toMs: fromMs - 1 })).toEqual(['BAD_USER_INPUT', 'toMs']);
    expect(failureOf({ toMs: fromMs + 0.5 })).toEqual(['BAD_USER_INPUT', 'toMs']);
    expect(failureOf({ fromMs: NaN })).toEqual(['BAD_USER_INPUT', 'toMs']);
    expect(failureOf({ volume: { perDay: 0 } })).toEqual(['BAD_USER_INPUT', 'perDay']);
    expect(failureOf({ volume: { samples: 1.5 } })).toEqual(['BAD_USER_INPUT', 'samples']);
    expect(failureOf({ manifest: { ...fixtureManifest, outcome: null } })).toEqual([
      'BAD_USER_INPUT',
      'model',
    ]);
    expect(failureOf({ manifest: { ...fixtureManifest, task: 'REGRESSION' } })).toEqual([
      'BAD_USER_INPUT',
      'model',
    ]);
  });
});
