import { describe, expect, it } from 'vitest';
import { scoredRows } from '../testing/scored-rows.ts';
import { equalWidthBins, expectedCalibrationError, maximumCalibrationError } from './calibration-error.ts';
import { reliabilityCurve } from './reliability-curve.ts';

describe('reliabilityCurve', () => {
  it('has a point for each bin with rows, and its interval', () => {
    // 3 positives of 10 around 0.25: Wilson 0.1078 .. 0.6032.
    const [point, ...others] = reliabilityCurve([
      { count: 0, probabilities: 0, targets: 0 },
      { count: 10, probabilities: 2.5, targets: 3 },
    ]);
    expect(others).toEqual([]);
    expect(point).toMatchObject({ count: 10, meanProbability: 0.25, positiveRate: 0.3, isConsistent: true });
    expect(point.lower).toBeCloseTo(0.1078, 4);
    expect(point.upper).toBeCloseTo(0.6032, 4);
  });

  it('shows where probabilities are off', () => {
    const [point] = reliabilityCurve([{ count: 1000, probabilities: 500, targets: 300 }]);
    expect(point.isConsistent).toBe(false);
  });

  it('is flat where rates are what they should be', () => {
    const bins = equalWidthBins([0, 0, 0, 1], [0.25, 0.25, 0.25, 0.25]);
    expect(expectedCalibrationError(bins)).toBe(0);
    expect(maximumCalibrationError(bins)).toBe(0);
    expect(maximumCalibrationError([])).toBeNull();
    expect(reliabilityCurve([])).toEqual([]);
  });

  it('gives the calibration errors that its points say', () => {
    const { targets, first } = scoredRows(600);
    const bins = equalWidthBins(targets, first);
    // numpy 2.4.6: sum of |mean probability - rate| x rows over tenths, by rows.
    expect(expectedCalibrationError(bins)).toBeCloseTo(0.11931666666666665, 12);
    const gaps = reliabilityCurve(bins).map(({ meanProbability, positiveRate }) =>
      Math.abs(meanProbability - positiveRate),
    );
    expect(maximumCalibrationError(bins)).toBeCloseTo(Math.max(...gaps), 12);
  });
});
