import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { fixtureManifest, fixtureModel } from './testing/fixture-model.ts';
import { follow } from './testing/follow.ts';
import { simulateTraffic } from './simulate.ts';
import { eventMs, type SimulatedEvent } from './traffic-event.ts';
import { createTraffic, type Traffic, type TrafficPlan } from './traffic.ts';

const fromMs = Date.UTC(2026, 5, 1);
const plan: TrafficPlan = {
  manifest: fixtureManifest,
  model: fixtureModel,
  scenario: 'MISSING_DATA',
  scenarioFromMs: fromMs + 2 * DAY_MS,
  seed: 7,
  fromMs,
  toMs: fromMs + 4 * DAY_MS,
  volume: { perDay: 2000 },
  subjectPrefix: 'sim-',
};

function trafficOf(changes: Partial<TrafficPlan> = {}): Traffic {
  const created = createTraffic({ ...plan, ...changes });
  if (!created.ok) throw new Error(created.failure.message);
  return created.traffic;
}

describe('simulateTraffic', () => {
  it('repeats itself by seed', () => {
    expect(follow(plan).events).toEqual(follow(plan).events);
    expect(follow({ ...plan, seed: 8 }).events).not.toEqual(follow(plan).events);
  });

  it('hands on some hundred events at a time, until the last report', () => {
    const traffic = trafficOf();
    const chunks = [...simulateTraffic(traffic)];
    expect(traffic.isFinished).toBe(true);
    expect(Math.min(...chunks.map((chunk) => chunk.length))).toBeGreaterThan(0);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(1500);
    const last = chunks.at(-1)?.at(-1);
    expect(last?.kind).toBe('OUTCOME');
    expect(last === undefined ? 0 : eventMs(last)).toBeGreaterThan(plan.toMs + 25 * DAY_MS);
  });

  it('stops where it is asked to, and goes on from there', () => {
    const traffic = trafficOf();
    const untilMs = fromMs + 3 * DAY_MS + 1;
    const before = [...simulateTraffic(traffic, untilMs)].flat();
    expect(before.every((event) => eventMs(event) < untilMs)).toBe(true);
    expect([...before, ...[...simulateTraffic(traffic)].flat()]).toEqual(follow(plan).events);
  });

  it('makes exactly so many predictions', () => {
    for (const [samples, spanMs] of [
      [100, DAY_MS],
      [1, MINUTE_MS],
      [2500, 3 * HOUR_MS],
      [0, HOUR_MS],
    ]) {
      const { predictions } = follow({ ...plan, toMs: fromMs + spanMs, volume: { samples } });
      expect(predictions.length).toBe(samples);
    }
  });

  it('never ends without an end, and costs nothing until it is asked', () => {
    const chunks = simulateTraffic(trafficOf({ toMs: Infinity }));
    let events: SimulatedEvent[] = [];
    for (let i = 0; i < 20; i++) events = chunks.next().value ?? [];
    expect(events.length).toBeGreaterThan(0);
  });
});

describe('advanceTo', () => {
  const whole = trafficOf().advanceTo(fromMs + 100 * DAY_MS);

  it.each([7 * MINUTE_MS, HOUR_MS, 5 * HOUR_MS + 1])('gives the same events in steps of %i ms', (stepMs) => {
    const traffic = trafficOf();
    const events: SimulatedEvent[] = [];
    for (let ms = fromMs - DAY_MS; ms < fromMs + 100 * DAY_MS + stepMs; ms += stepMs) {
      const step = traffic.advanceTo(ms);
      expect(step.every((event) => eventMs(event) < ms && eventMs(event) >= ms - stepMs)).toBe(true);
      events.push(...step);
    }
    expect(events).toEqual(whole);
  });

  it('stops before its end', () => {
    const [first, second] = whole;
    expect(trafficOf().advanceTo(eventMs(first))).toEqual([]);
    expect(trafficOf().advanceTo(eventMs(second))).toEqual([first]);
    const report = whole.findIndex(({ kind }) => kind === 'OUTCOME');
    expect(trafficOf().advanceTo(eventMs(whole[report]))).toEqual(whole.slice(0, report));
  });

  it('gives nothing twice', () => {
    const traffic = trafficOf();
    expect(traffic.advanceTo(fromMs + DAY_MS).length).toBeGreaterThan(1000);
    expect(traffic.advanceTo(fromMs + DAY_MS)).toEqual([]);
    expect(traffic.advanceTo(fromMs)).toEqual([]);
    expect(traffic.isFinished).toBe(false);
  });
});
