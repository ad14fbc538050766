import { describe, expect, it } from 'vitest';
import { brierScore, logLoss } from './probability-losses.ts';

describe('logLoss', () => {
  it('is the mean surprise', () => {
    expect(logLoss([1, 0], [0.8, 0.4])).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 12);
  });

  it('is finite for a certain mistake', () => {
    expect(logLoss([1], [0])).toBeCloseTo(52 * Math.LN2, 9);
    expect(logLoss([0], [1])).toBeCloseTo(52 * Math.LN2, 9);
  });

  it('leaves out rows with a gap', () => {
    expect(logLoss([1, NaN, 0], [0.8, 0.5, NaN])).toBe(logLoss([1], [0.8]));
  });

  it('is null without rows', () => {
    expect(logLoss([], [])).toBeNull();
    expect(logLoss([NaN], [0.5])).toBeNull();
  });
});

describe('brierScore', () => {
  it('is the mean squared difference', () => expect(brierScore([1, 0], [0.8, 0.4])).toBeCloseTo(0.1, 12));
  it('leaves out rows with a gap', () => expect(brierScore([1, NaN, 0], [0.5, 0.5, NaN])).toBe(0.25));
  it('is null without rows', () => expect(brierScore([], [])).toBeNull());
});
