import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../time/units.ts';
import { chunkWindows } from './chunk-windows.ts';

it('covers the window with pieces that touch', () => {
  const minutes = fc.integer({ min: 1, max: 60 * 1440 });
  fc.assert(
    fc.property(minutes, minutes, fc.integer({ min: 1, max: 20 }), (from, length, count) => {
      const window = { fromMs: from * MINUTE_MS, toMs: (from + length) * MINUTE_MS };
      const pieces = chunkWindows(window, count);
      expect(pieces.length).toBeLessThanOrEqual(count);
      expect(pieces[0].fromMs).toBe(window.fromMs);
      expect(pieces.at(-1)?.toMs).toBe(window.toMs);
      pieces.forEach((piece, i) => {
        expect(piece.fromMs).toBeLessThan(piece.toMs);
        if (i > 0) expect(piece.fromMs).toBe(pieces[i - 1].toMs);
      });
    }),
  );
});

it('cuts at whole days where it can', () => {
  const window = { fromMs: 100 * DAY_MS + 7 * MINUTE_MS, toMs: 130 * DAY_MS + 7 * MINUTE_MS };
  const [, ...later] = chunkWindows(window, 10);
  expect(later).toHaveLength(9);
  for (const { fromMs } of later) expect(fromMs % DAY_MS).toBe(0);
});
