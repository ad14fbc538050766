import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { planSample } from './sample-plan.ts';

const spans = fc
  .array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 100 })
  .map((counts) => counts.map((rows, i) => ({ fromMs: i * 1000, toMs: (i + 1) * 1000, rows })));

describe('planSample', () => {
  it('takes everything where there is little', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const pieces = planSample(all, 1e9, createRandom(1));
        expect(pieces).toEqual(
          all.filter(({ rows }) => rows > 0).map(({ rows, ...span }) => ({ ...span, limit: rows })),
        );
      }),
    );
  });

  it('gives each span its share, within its time', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 3_000 }), (all, limit) => {
        const total = all.reduce((sum, { rows }) => sum + rows, 0);
        fc.pre(total > limit);
        const pieces = planSample(all, limit, createRandom(7));
        const taken = pieces.reduce((sum, piece) => sum + piece.limit, 0);
        expect(taken).toBeLessThanOrEqual(limit);
        expect(taken).toBeGreaterThanOrEqual(limit - 1);
        for (const piece of pieces) {
          const span = all.find(({ fromMs, toMs }) => fromMs <= piece.fromMs && piece.toMs === toMs);
          expect(span).toBeDefined();
          expect(piece.limit).toBeLessThanOrEqual((limit * (span?.rows ?? 0)) / total + 1);
        }
      }),
    );
  });
});
