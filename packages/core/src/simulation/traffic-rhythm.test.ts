import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../time/units.ts';
import { createRandom } from '../training/random.ts';
import {
  averageDays,
  createArrivals,
  isWeekend,
  type Arrival,
  type Span,
  type Volume,
} from './traffic-rhythm.ts';

const monday = Date.UTC(2026, 5, 1);
const weeks = (count: number): Span => ({ fromMs: monday, toMs: monday + 7 * count * DAY_MS });
const hourOf = (atMs: number) => Math.floor((atMs % DAY_MS) / HOUR_MS);

function arrivals(span: Span, volume: Volume, seed: number): Arrival[] {
  const next = createArrivals(span, volume, createRandom(seed));
  const all: Arrival[] = [];
  for (let arrival = next(); arrival !== null; arrival = next()) all.push(arrival);
  return all;
}

/** How many standard errors a Poisson count is away from what it should be. */
const errorsFrom = (count: number, expected: number) => Math.abs(count - expected) / Math.sqrt(expected);

describe('the rhythm of traffic', () => {
  const year = arrivals(weeks(52), { perDay: 2000 }, 1);
  const daily = new Array<number>(364).fill(0);
  for (const { atMs } of year) daily[Math.floor((atMs - monday) / DAY_MS)]++;

  it('is a Poisson process of the asked rate', () => {
    expect(errorsFrom(year.length, 364 * 2000)).toBeLessThan(3.3);
    const expected = daily.map((_, day) => ((7 * 2000) / 6.2) * (isWeekend(monday + day * DAY_MS) ? 0.6 : 1));
    const chiSquare = daily.reduce(
      (sum, count, day) => sum + (count - expected[day]) ** 2 / expected[day],
      0,
    );
    expect(Math.abs(chiSquare - 364)).toBeLessThan(3.3 * Math.sqrt(2 * 364));
  });

  it('is in order and within its span', () => {
    expect(year.every(({ atMs }, i) => Number.isInteger(atMs) && (i === 0 || atMs >= year[i - 1].atMs))).toBe(
      true,
    );
    expect(year[0].atMs).toBeGreaterThanOrEqual(monday);
    expect(year.at(-1)?.atMs).toBeLessThan(weeks(52).toMs);
  });

  it('has four times as many at 14:00 as at 02:00, and a curve between', () => {
    const hours = new Array<number>(24).fill(0);
    for (const { atMs, isNightly } of year) if (!isNightly) hours[hourOf(atMs)]++;
    const ratio = (hours[13] + hours[14]) / (hours[1] + hours[2]);
    expect(Math.abs(ratio - 3.916)).toBeLessThan(0.1); // the curve's 4:1, averaged over two hours each
    for (let hour = 2; hour < 13; hour++) expect(hours[hour + 1]).toBeGreaterThan(hours[hour]);
    for (let hour = 14; hour < 23; hour++) expect(hours[hour + 1]).toBeLessThan(hours[hour]);
  });

  it('sends a tenth in a nightly batch, within ten minutes', () => {
    const nightly = year.filter(({ isNightly }) => isNightly);
    expect(errorsFrom(nightly.length, 0.1 * 364 * 2000)).toBeLessThan(3.3);
    for (const { atMs } of nightly) {
      expect(atMs % DAY_MS).toBeGreaterThanOrEqual(2 * HOUR_MS);
      expect(atMs % DAY_MS).toBeLessThan(2 * HOUR_MS + 600_000);
    }
  });

  it('knows the weekend', () => {
    const days = Array.from({ length: 7 }, (_, day) => isWeekend(monday + day * DAY_MS));
    expect(days).toEqual([false, false, false, false, false, true, true]);
    const mean = (weekend: boolean) => {
      const counts = daily.filter((_, day) => isWeekend(monday + day * DAY_MS) === weekend);
      return counts.reduce((sum, count) => sum + count, 0) / counts.length;
    };
    expect(mean(true) / mean(false)).toBeCloseTo(0.6, 2);
  });

  it('adds up to seven average days a week, wherever it begins', () => {
    for (const fromMs of [0, monday, monday + 12_345_678, -5 * DAY_MS - 1]) {
      expect(averageDays({ fromMs, toMs: fromMs + 7 * DAY_MS })).toBeCloseTo(7, 9);
    }
    expect(averageDays({ fromMs: monday, toMs: monday })).toBe(0);
  });
});

describe('an exact number', () => {
  it('lies in the span, whatever it is', () => {
    for (const samples of [0, 1, 100, 10_000]) {
      for (const spanMs of [1, 1000, HOUR_MS, 3 * DAY_MS + 17]) {
        const span = { fromMs: monday + 4321, toMs: monday + 4321 + spanMs };
        const all = arrivals(span, { samples }, samples + spanMs);
        expect(all.length).toBe(samples);
        expect(all.every(({ atMs }, i) => i === 0 || atMs >= all[i - 1].atMs)).toBe(true);
        expect(all.every(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs)).toBe(true);
      }
    }
  });

  it('loses nobody to rounding at the end', () => {
    for (let days = 1; days <= 50; days++) {
      const span = { fromMs: monday, toMs: monday + days * DAY_MS };
      const next = createArrivals(span, { samples: 1 }, () => 1 - 2 ** -53);
      expect(next()?.atMs).toBe(span.toMs - 1);
      expect(next()).toBeNull();
    }
  });

  it('has the same rhythm', () => {
    const all = arrivals(weeks(4), { samples: 56_000 }, 3);
    const hours = new Array<number>(24).fill(0);
    for (const { atMs, isNightly } of all) if (!isNightly) hours[hourOf(atMs)]++;
    const expected = Array.from({ length: 24 }, (_, hour) => {
      const curve = 1 + 0.6 * Math.cos((2 * Math.PI * (hour + 0.5 - 14)) / 24);
      return (0.9 * 56_000 * curve) / 24;
    });
    const chiSquare = hours.reduce(
      (sum, count, hour) => sum + (count - expected[hour]) ** 2 / expected[hour],
      0,
    );
    expect(chiSquare).toBeLessThan(51.2); // 99.9 % quantile with 24 degrees of freedom
    const weekend = all.filter(({ atMs }) => isWeekend(atMs)).length / all.length;
    expect(weekend).toBeCloseTo(1.2 / 6.2, 2);
  });
});
