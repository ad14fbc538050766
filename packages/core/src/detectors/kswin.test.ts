import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { drive } from './testing/drive.ts';

/** Uniform numbers, shifted from `at` on. */
function shifted(seed: number, at: number, shift: number, length: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length }, (_, i) => random() + (i < at ? 0 : shift));
}

describe('KSWIN', () => {
  it('has no verdict before its window is full', () => {
    expect(drive({ kind: 'KSWIN' }, shifted(1, 70, 10, 99)).drifts).toEqual([]);
  });

  it('sees a shift once 14 of the newest 30 stand apart', () => {
    // Exact p of D = 13/30 is .0065, of 14/30 is .0025 (scipy 1.17, ks_2samp); a shift of 10 separates whole samples.
    const stream = [...shifted(2, 100, 0, 100).map((x) => Math.round(x)), ...new Array<number>(14).fill(10)];
    expect(
      drive(
        { kind: 'KSWIN' },
        stream.map((x) => (x < 10 ? 0 : x)),
      ).drifts,
    ).toEqual([113]);
  });

  it('draws the same sample for the same seed, and another for another', () => {
    const stream = shifted(3, 500, 0.25, 1500);
    const at = (seed: number) => drive({ kind: 'KSWIN', options: { seed } }, stream).drifts;
    expect(at(1)).toEqual(at(1));
    expect(at(1).length).toBeGreaterThan(0);
    expect(at(1)).not.toEqual(at(2));
  });

  it('sees a change of spread that leaves the mean', () => {
    const random = createRandom(5);
    const stream = Array.from({ length: 400 }, (_, i) => (random() - 0.5) * (i < 200 ? 1 : 20));
    const { drifts } = drive({ kind: 'KSWIN', options: { alpha: 0.0001 } }, stream);
    expect(drifts[0]).toBeGreaterThanOrEqual(200);
    expect(drifts[0]).toBeLessThan(260);
  });
});
