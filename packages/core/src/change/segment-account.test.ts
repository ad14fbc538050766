import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sums } from '../statistics/two-means.ts';
import { accountBySegment, type SegmentAccount } from './segment-account.ts';
import { segmentSums, type SegmentSums } from './segment-sums.ts';

/** Hits of rows. */
const rate = (hits: number, count: number): Sums => ({ count, sum: hits, squares: hits });
const sums = (segments: Record<string, Sums>): SegmentSums => new Map(Object.entries(segments));

function account(before: SegmentSums, after: SegmentSums): SegmentAccount {
  const result = accountBySegment(before, after);
  if (!result.ok) throw new Error(result.failure.message);
  return result.account;
}
const partOf = ({ parts }: SegmentAccount, name: string) => parts.find(({ segment }) => segment === name);

describe('accountBySegment', () => {
  it('by hand: one segment grows, the other gets worse', () => {
    // a: 800 rows at .9, then 600 at .9; b: 200 at .5, then 400 at .4. The whole: .82 -> .7, middle .76.
    const own = account(
      sums({ a: rate(720, 800), b: rate(100, 200) }),
      sums({ a: rate(540, 600), b: rate(160, 400) }),
    );
    expect([own.before, own.after]).toEqual([0.82, 0.7]);
    expect(own.whole.contribution).toBeCloseTo(-0.12, 14);
    // a: (.6 - .8)(.9 - .76) = -.028, and no change of its own.
    expect(partOf(own, 'a')?.mix).toBeCloseTo(-0.028, 14);
    expect(partOf(own, 'a')?.rate).toBeCloseTo(0, 14);
    // b: (.4 - .2)(.45 - .76) = -.062, and (.4 - .5) x .3 = -.03.
    expect(partOf(own, 'b')?.mix).toBeCloseTo(-0.062, 14);
    expect(partOf(own, 'b')?.rate).toBeCloseTo(-0.03, 14);
    expect(own.parts.map(({ segment }) => segment)).toEqual(['b', 'a']);
    expect(own.mix).toBeCloseTo(-0.09, 14);
    expect(own.rate).toBeCloseTo(-0.03, 14);
  });

  it('gives each segment its share where all change alike', () => {
    const own = account(
      sums({ a: rate(800, 1000), b: rate(400, 500) }),
      sums({ a: rate(700, 1000), b: rate(350, 500) }),
    );
    expect(own.parts.map(({ contribution }) => contribution)).toEqual([
      expect.closeTo(-0.1 * (2 / 3), 12),
      expect.closeTo(-0.1 / 3, 12),
    ]);
    expect(own.unevenness).toBeCloseTo(0, 12);
  });

  it('takes what is new or gone for mix', () => {
    const own = account(
      sums({ a: rate(450, 500), old: rate(100, 500) }),
      sums({ a: rate(450, 500), young: rate(400, 500) }),
    );
    expect(partOf(own, 'old')).toMatchObject({ rate: 0, after: { rows: 0, share: 0, mean: null } });
    expect(partOf(own, 'young')).toMatchObject({ rate: 0, before: { rows: 0, share: 0, mean: null } });
    expect(own.rate).toBe(0);
    expect(own.whole.contribution).toBeCloseTo(0.3, 12);
  });

  it('does not tell mix from rate where one window has a few rows', () => {
    const own = account(
      sums({ a: rate(450, 500), b: rate(20, 40) }),
      sums({ a: rate(450, 500), b: rate(90, 300) }),
    );
    expect(partOf(own, 'b')).toMatchObject({ mix: null, rate: null });
    expect(own.parts.reduce((sum, part) => sum + part.contribution, 0)).toBeCloseTo(
      own.whole.contribution,
      12,
    );
  });

  it('pools what is small in both windows', () => {
    const own = account(
      sums({ a: rate(450, 500), z: rate(30, 60), y: rate(9, 30) }),
      sums({ a: rate(450, 500), y: rate(10, 50), x: rate(1, 1) }),
    );
    expect(partOf(own, 'other')).toMatchObject({
      pooled: ['x', 'y', 'z'],
      before: { rows: 90 },
      after: { rows: 51 },
    });
    expect(own.parts.length).toBe(2);
  });

  it('has the standard error of a mean over rows', () => {
    // The part is the mean of (value - middle) inside and 0 outside: computed from the rows themselves.
    const rows = (hits: number, misses: number, outside: number) => [
      ...Array<number>(hits).fill(1),
      ...Array<number>(misses).fill(0),
      ...Array<number>(outside).fill(NaN),
    ];
    const [before, after] = [rows(200, 100, 300), rows(150, 250, 200)];
    const own = account(
      sums({ in: rate(200, 300), out: rate(90, 300) }),
      sums({ in: rate(150, 400), out: rate(60, 200) }),
    );
    const middle = (own.before + own.after) / 2;
    const variance = (all: number[]) => {
      const parts = all.map((value) => (Number.isNaN(value) ? 0 : value - middle));
      const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
      return parts.reduce((sum, part) => sum + (part - mean) ** 2, 0) / parts.length / parts.length;
    };
    const standardError = Math.sqrt(variance(before) + variance(after));
    expect(partOf(own, 'in')?.standardError).toBeCloseTo(standardError, 12);
  });

  it('asks for rows', () => {
    const few = accountBySegment(sums({ a: rate(1, 299) }), sums({ a: rate(1, 300) }));
    expect(few).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
    expect(accountBySegment(new Map(), new Map()).ok).toBe(false);
  });

  it('has figures where nothing varies', () => {
    const own = account(sums({ a: rate(300, 300) }), sums({ a: rate(0, 300) }));
    expect(own.parts[0]).toMatchObject({ contribution: -1, standardError: 0, pValue: 0, matters: true });
    const still = account(sums({ a: rate(300, 300) }), sums({ a: rate(300, 300) }));
    expect(still.parts[0]).toMatchObject({ contribution: 0, standardError: 0, pValue: 1, matters: false });
  });

  const segment = fc
    .tuple(fc.integer({ min: 0, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([count, share]) => rate(Math.round(count * share), count));
  const window = fc
    .dictionary(fc.constantFrom(...'abcdefgh'), segment, { minKeys: 1 })
    .map((segments) => sums({ ...segments, base: rate(200, 300) }));

  it('sums to the whole, and turns its sign when the windows are exchanged', () => {
    fc.assert(
      fc.property(window, window, (before, after) => {
        const own = account(before, after);
        const total = (read: (part: (typeof own.parts)[number]) => number) =>
          own.parts.reduce((sum, part) => sum + read(part), 0);
        expect(Math.abs(total((part) => part.contribution) - own.whole.contribution)).toBeLessThan(1e-12);
        expect(own.mix + own.rate).toBeCloseTo(own.whole.contribution, 12);
        const back = account(after, before);
        for (const part of own.parts) {
          expect(part.pValue).toBeGreaterThanOrEqual(0);
          expect(part.pValue).toBeLessThanOrEqual(1);
          if (part.mix !== null) expect(part.mix + (part.rate ?? 0)).toBeCloseTo(part.contribution, 12);
          expect(partOf(back, part.segment)?.contribution).toBeCloseTo(-part.contribution, 12);
        }
      }),
    );
  });
});

describe('segmentSums', () => {
  it('adds up by name, missing values under a name of their own, unknown metrics nowhere', () => {
    const found = segmentSums([0, 1, 2, NaN, 1], [1, 0.5, 1, 0, NaN], (code) => (code === 0 ? 'a' : 'b'));
    expect(Object.fromEntries(found)).toEqual({
      a: { count: 1, sum: 1, squares: 1 },
      b: { count: 2, sum: 1.5, squares: 1.25 },
      missing: { count: 1, sum: 0, squares: 0 },
    });
  });
});
