import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { growthPieces, piecesNeeded } from './grown-window.ts';

describe('growthPieces', () => {
  it('doubles up to a day, then goes by days', () => {
    const lengths = growthPieces({ fromMs: 93 * HOUR_MS, toMs: 100 * HOUR_MS }).map(
      ({ fromMs }) => 100 - fromMs / HOUR_MS,
    );
    expect(lengths).toEqual([14, 24, 48, 72, 96, 120, 144, 168]);
    expect(growthPieces({ fromMs: 0, toMs: 7 * DAY_MS })).toEqual([]);
    expect(growthPieces({ fromMs: 0, toMs: 30 * DAY_MS })).toEqual([]);
  });

  it('gives pieces that touch, up to 7 days in all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 * 1440 - 1 }), (minutes) => {
        const toMs = 20_000 * DAY_MS;
        let end = toMs - minutes * MINUTE_MS;
        for (const piece of growthPieces({ fromMs: end, toMs })) {
          expect(piece.toMs).toBe(end);
          expect(piece.fromMs).toBeLessThan(piece.toMs);
          end = piece.fromMs;
        }
        expect(toMs - end).toBe(7 * DAY_MS);
      }),
    );
  });
});

describe('piecesNeeded', () => {
  it('takes no more than it needs', () => {
    expect(piecesNeeded(300, [100], 300)).toBe(0);
    expect(piecesNeeded(250, [40, 10, 500], 300)).toBe(2);
    expect(piecesNeeded(0, [1, 2, 3], 300)).toBe(3);
  });
});
