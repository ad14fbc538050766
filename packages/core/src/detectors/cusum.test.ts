import { describe, expect, it } from 'vitest';
import { updateDetector } from './detector.ts';
import { cusumAgainstRate } from './recommended.ts';
import { drive, started } from './testing/drive.ts';

describe('CUSUM', () => {
  const options = { target: 10, deviation: 2, slack: 0.5, threshold: 5, warningThreshold: 4 };

  it('by hand: two deviations above the target add 1.5 a value', () => {
    const { drifts, warnings } = drive({ kind: 'CUSUM', options }, [10, 14, 14, 14, 14]);
    // 0, 1.5, 3, 4.5 (over 4), 6 (over 5).
    expect({ drifts, warnings }).toEqual({ drifts: [4], warnings: [3] });
  });

  it('sees falls unless only rises are looked for', () => {
    const falling = [6, 6, 6, 6];
    expect(drive({ kind: 'CUSUM', options }, falling).drifts).toEqual([3]);
    expect(drive({ kind: 'CUSUM', options: { ...options, mode: 'UP' } }, falling).drifts).toEqual([]);
    expect(drive({ kind: 'CUSUM', options: { ...options, mode: 'DOWN' } }, falling).drifts).toEqual([3]);
  });

  it('learns mean and standard deviation from the warm-up', () => {
    const detector = started({ kind: 'CUSUM', options: { warmUp: 4 } });
    [2, 4, 4, 6].forEach((x) => updateDetector(detector, x));
    expect(detector.state).toMatchObject({ normal: { mean: 4, deviation: Math.sqrt(8 / 3) } });
  });

  it('waits with the warm-up until two values differ', () => {
    const detector = started({ kind: 'CUSUM', options: { warmUp: 3 } });
    [5, 5, 5, 5].forEach((x) => updateDetector(detector, x));
    expect(detector.state).toMatchObject({ normal: null });
    updateDetector(detector, 6);
    expect(detector.state).toMatchObject({ normal: { mean: 5.2 } });
  });

  it('against a known rate of errors needs no warm-up', () => {
    expect(started(cusumAgainstRate(0.1)).state).toMatchObject({
      normal: { mean: 0.1, deviation: expect.closeTo(0.3, 12) },
    });
  });
});
