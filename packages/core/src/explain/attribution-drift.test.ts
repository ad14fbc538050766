import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributionDrift } from './attribution-drift.ts';

/** 18 features whose attributions fall evenly. */
const even = Array.from({ length: 18 }, (_, i) => 18 - i);

describe('attributionDrift', () => {
  it('by hand: first and second of three change places', () => {
    // DCG 2/1 + 3/log2(3) + 1/2, ideal 3 + 2/log2(3) + 1/2.
    const drift = attributionDrift([3, 2, 1], [4, 5, 1]);
    expect(drift?.ndcg).toBeCloseTo((2.5 + 3 / Math.log2(3)) / (3.5 + 2 / Math.log2(3)), 14);
    expect(drift?.moves.find(({ feature }) => feature === 1)).toMatchObject({
      referenceRank: 2,
      currentRank: 1,
      move: 1,
    });
    // Shares .5, .333, .167 become .4, .5, .1.
    expect(drift?.movedShare).toBeCloseTo(1 / 6, 12);
    expect(drift?.moves[0].feature).toBe(1);
  });

  it('is deaf: the first of 18 falls to last, and the limit does not notice', () => {
    const fallen = [0, ...even.slice(1)];
    const drift = attributionDrift(even, fallen);
    expect(drift?.ndcg).toBeGreaterThan(0.9);
    expect(drift?.isDrifted).toBe(false);
    expect(drift?.moves[0]).toMatchObject({ feature: 0, referenceRank: 1, currentRank: 18, move: -17 });
  });

  it('notices when one feature carried the model', () => {
    const drift = attributionDrift([10, 1, 1, 1, 1], [0.1, 1, 1, 1, 1]);
    expect(drift?.isDrifted).toBe(true);
    expect(drift?.movedShare).toBeGreaterThan(0.6);
  });

  it('depends on no order of what is equal', () => {
    const drift = attributionDrift([3, 1, 1], [1, 1, 1]);
    expect(drift?.moves.map(({ currentRank }) => currentRank)).toEqual([2, 2, 2]);
    expect(attributionDrift([1, 1, 3], [1, 1, 1])?.ndcg).toBeCloseTo(drift?.ndcg ?? 2, 14);
  });

  it('is null where nothing is attributed', () => {
    expect(attributionDrift([0, 0], [1, 2])).toBeNull();
    expect(attributionDrift([1, 2], [0, 0])).toBeNull();
    expect(attributionDrift([], [])).toBeNull();
  });

  it('lies in 0..1, is 1 for the same order, and depends on no unit', () => {
    const parts = fc.array(fc.double({ min: 0.001, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(parts, parts, fc.double({ min: 0.01, max: 100, noNaN: true }), (a, b, unit) => {
        const [reference, current] = [a.slice(0, b.length), b.slice(0, a.length)];
        const drift = attributionDrift(reference, current);
        expect(drift?.ndcg).toBeGreaterThan(0);
        expect(drift?.ndcg).toBeLessThanOrEqual(1);
        expect(drift?.movedShare).toBeLessThanOrEqual(1 + 1e-12);
        const scaled = attributionDrift(
          reference,
          current.map((part) => part * unit),
        );
        expect(scaled?.movedShare).toBeCloseTo(drift?.movedShare ?? 2, 9);
        expect(
          attributionDrift(
            reference,
            reference.map((part) => part ** 2),
          )?.ndcg,
        ).toBeCloseTo(1, 12);
      }),
    );
  });
});
