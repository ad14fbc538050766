import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkLimits, isBeyond } from './chunk-limits.ts';
import { chunksByNumber, chunksByPeriod, chunksBySize, defaultChunks, type ChunkPeriod } from './chunks.ts';

describe('chunks', () => {
  it('of a size leave a smaller one at the end', () => {
    expect(chunksBySize(7, 3)).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 6 },
      { from: 6, to: 7 },
    ]);
    expect(chunksBySize(0, 3)).toEqual([]);
  });

  it('are ten by default, and one more of what is left', () => {
    expect(defaultChunks(5630)).toHaveLength(10);
    expect(defaultChunks(2815)).toHaveLength(11);
    expect(defaultChunks(2815).at(-1)).toEqual({ from: 2810, to: 2815 });
    expect(defaultChunks(4)).toHaveLength(4);
  });

  it('cover every row once, in order', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 40 }), (rows, count) => {
        const chunks = chunksByNumber(rows, count);
        expect(chunks.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(rows);
        chunks.forEach(({ from, to }, i) => {
          expect(from).toBe(i === 0 ? 0 : chunks[i - 1].to);
          expect(to).toBeGreaterThan(from);
        });
      }),
    );
  });

  it.each<[ChunkPeriod, number[]]>([
    ['HOUR', [1, 1, 1, 1, 1, 1]],
    ['DAY', [2, 1, 1, 1, 1]],
    ['WEEK', [3, 1, 1, 1]],
    ['MONTH', [2, 2, 1, 1]],
    ['YEAR', [5, 1]],
  ])('by %s in UTC', (period, sizes) => {
    // The second of March 2025 was a Sunday.
    const times = ['02-28T23:59', '02-28T22:00', '03-02T23:59', '03-03T00:00', '04-01T00:00'].sort();
    const timesMs = times
      .map((time) => Date.parse(`2025-${time}:00Z`))
      .concat(Date.parse('2026-01-01T00:00Z'));
    const chunks = chunksByPeriod(timesMs, period).map(({ from, to }) => to - from);
    expect(chunks).toEqual(sizes);
    expect(chunksByPeriod([], period)).toEqual([]);
  });
});

describe('chunkLimits', () => {
  const upper = { sides: 'UPPER', least: 0, greatest: 1 } as const;

  it('are three population standard deviations from the mean', () => {
    // Mean 0.2, deviation 0.1.
    expect(chunkLimits([0.1, 0.3], { sides: 'BOTH', least: null, greatest: null })).toEqual({
      lower: expect.closeTo(-0.1, 12),
      upper: expect.closeTo(0.5, 12),
    });
    expect(chunkLimits([0.1, 0.3], upper)).toEqual({ lower: null, upper: expect.closeTo(0.5, 12) });
  });

  it('stay within what the figure can be', () => {
    expect(chunkLimits([0.1, 0.9], { ...upper, sides: 'BOTH' })).toEqual({ lower: 0, upper: 1 });
  });

  it('leave out chunks without a figure', () => {
    expect(chunkLimits([0.1, null, 0.3], upper)?.upper).toBeCloseTo(0.5, 12);
    expect(chunkLimits([null], upper)).toBeNull();
  });

  it('are passed by what lies beyond, not by what reaches them', () => {
    const limits = { lower: 0.1, upper: 0.5 };
    expect([0.1, 0.5, 0.3].map((figure) => isBeyond(figure, limits))).toEqual([false, false, false]);
    expect([0.09, 0.51].map((figure) => isBeyond(figure, limits))).toEqual([true, true]);
    expect(isBeyond(9, { lower: null, upper: null })).toBe(false);
  });
});
