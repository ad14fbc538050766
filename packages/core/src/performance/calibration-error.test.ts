import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalCountBins, equalWidthBins, expectedCalibrationError } from './calibration-error.ts';

describe('expectedCalibrationError', () => {
  it('averages the gap of each bin by rows', () => {
    // Bin [0, .5): mean .2, rate 1/2; bin [.5, 1]: mean .8, rate 1.
    const bins = equalWidthBins([0, 1, 1, 1], [0.1, 0.3, 0.6, 1], 2);
    expect(bins.map(({ count }) => count)).toEqual([2, 2]);
    expect(expectedCalibrationError(bins)).toBeCloseTo((2 * 0.3 + 2 * 0.2) / 4, 12);
  });

  it('is null without rows', () => expect(expectedCalibrationError(equalWidthBins([], []))).toBeNull());
});

describe('equalCountBins', () => {
  it('shares rows out by rank', () => {
    const bins = equalCountBins([0, 0, 1, 1, 1], [0.5, 0.1, 0.4, 0.2, 0.3], 2);
    expect(bins.map(({ count }) => count)).toEqual([3, 2]);
    expect(bins[0].probabilities).toBeCloseTo(0.6, 12);
  });

  it('keeps equal probabilities together', () => {
    const bins = equalCountBins([0, 1, 1, 0], [0.2, 0.2, 0.2, 0.2], 4);
    expect(bins.map(({ count }) => count)).toEqual([4, 0, 0, 0]);
  });
});

it('rows with a gap are in no bin', () => {
  for (const binning of [equalWidthBins, equalCountBins]) {
    const bins = binning([1, NaN, 0], [0.3, 0.4, NaN], 2);
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(1);
  }
});

it('every binning holds every row once', () => {
  const rows = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })));
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 20 }), (scored, count) => {
      const targets = scored.map(([target]) => target);
      const probabilities = scored.map(([, p]) => p);
      for (const binning of [equalWidthBins, equalCountBins]) {
        const bins = binning(targets, probabilities, count);
        expect(bins.length).toBe(count);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(scored.length);
        expect(bins.reduce((sum, bin) => sum + bin.targets, 0)).toBe(
          targets.reduce<number>((a, b) => a + b, 0),
        );
      }
    }),
  );
});
