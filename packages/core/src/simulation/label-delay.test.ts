import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../time/units.ts';
import { createRandom } from '../training/random.ts';
import { createLabelDelays } from './label-delay.ts';
import type { SimulatedOutcome } from './traffic-event.ts';

const windowMs = 30 * DAY_MS;
const labels = { positive: 1, negative: 0 };
const create = (seed: number) =>
  createLabelDelays(
    { windowDays: 30, ...labels, positiveRate: 0.168, subjectPrefix: 'sim-' },
    createRandom(seed),
  );
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
/** Standard error of a share at `count` draws. */
const errorOf = (share: number, count: number) => Math.sqrt((share * (1 - share)) / count);

describe('the time to an event', () => {
  const delays = create(1);
  const drawn = Array.from({ length: 50_000 }, () => delays.drawEventDelayMs());

  it('lies inside of the window', () => {
    expect(drawn.every((ms) => Number.isInteger(ms) && ms >= 1 && ms < windowMs)).toBe(true);
  });

  it('has a falling hazard and the law of a truncated exponential', () => {
    const below = (days: number) => drawn.filter((ms) => ms < days * DAY_MS).length / drawn.length;
    for (const days of [1, 5, 10, 20, 29]) {
      const share = (1 - Math.exp(-days / 10)) / (1 - Math.exp(-3));
      expect(Math.abs(below(days) - share)).toBeLessThan(3.3 * errorOf(share, drawn.length));
    }
  });
});

describe('the reports', () => {
  const eventAtMs = Date.UTC(2026, 5, 10);
  const delays = create(2);
  const count = 100_000;
  const perLeaver = Array.from({ length: count }, (_, i) => delays.reportsOfLeaver(`sim-${i}`, eventAtMs));
  const share = (holds: (reports: SimulatedOutcome[], subject: string) => boolean) =>
    perLeaver.filter((reports, i) => holds(reports, `sim-${i}`)).length / count;
  const expectShare = (found: number, wanted: number) =>
    expect(Math.abs(found - wanted)).toBeLessThan(3.3 * errorOf(wanted, count));

  it('never come for 3 %', () => {
    expectShare(
      share((reports) => reports.length === 0),
      0.03,
    );
  });

  it('come with a lag of one day in the median, in no case before the event', () => {
    const lags = perLeaver.flatMap((reports) => reports.slice(0, 1)).map((r) => r.reportedAtMs - eventAtMs);
    expect(median(lags) / DAY_MS).toBeCloseTo(1, 1.5);
    expect(lags.every((ms) => ms >= 1)).toBe(true);
    const late = lags.filter((ms) => ms > 3.73 * DAY_MS).length / lags.length;
    expect(late).toBeCloseTo(0.05, 2);
  });

  it('are wrong at first for .5 %, and right later', () => {
    const wrong = perLeaver.filter((reports) => reports[0]?.label === labels.negative);
    expectShare(wrong.length / count, 0.97 * 0.005);
    for (const [first, second] of wrong) {
      expect(second).toMatchObject({ subject: first.subject, eventAtMs, label: labels.positive });
      expect(second.reportedAtMs).toBeGreaterThan(first.reportedAtMs);
    }
  });

  it('are sent again by 1 %', () => {
    const again = share(
      ([first, second]) => second?.subject === first?.subject && second?.label === first?.label,
    );
    expectShare(again - share((reports) => reports.length === 0), 0.97 * 0.995 * 0.01);
  });

  it('come with one about a stranger beside each 200th', () => {
    expectShare(
      share((reports) => reports.some(({ subject }) => subject.startsWith('sim-unknown-'))),
      0.97 * 0.995 * 0.005,
    );
    const strangers = perLeaver
      .flat()
      .map(({ subject }) => subject)
      .filter((subject) => subject.startsWith('sim-unknown-'));
    expect(new Set(strangers).size).toBe(strangers.length);
  });

  it('take few stayers for leavers, as many as leavers for stayers', () => {
    const ofStayers = Array.from({ length: count }, (_, i) => delays.reportsOfStayer(`s-${i}`, eventAtMs));
    const wrong = ofStayers.filter((reports) => reports.length > 0);
    const wanted = (0.005 * 0.168) / 0.832;
    expect(Math.abs(wrong.length / count - wanted)).toBeLessThan(3.3 * errorOf(wanted, count));
    for (const [first, second] of wrong) {
      expect(first.label).toBe(labels.positive);
      expect(second).toMatchObject({
        subject: first.subject,
        eventAtMs: first.eventAtMs,
        label: labels.negative,
      });
      expect(second.reportedAtMs).toBeGreaterThan(first.reportedAtMs);
    }
  });
});
