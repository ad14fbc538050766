import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { discordantPairs, mcnemar } from './mcnemar.ts';

describe('mcnemar', () => {
  // statsmodels 0.15.0: stats.contingency_tables.mcnemar, exact and with correction.
  it.each([
    [0, 5, 0.0625, 3.2, 0.07363827012030258],
    [3, 9, 0.14599609375, 2.0833333333333335, 0.14891467317876161],
    [10, 25, 0.016673847800120715, 5.6, 0.01796047752607879],
    [40, 60, 0.05688793364098089, 3.61, 0.05743311963200335],
    [150, 100, 0.0018833009350761602, 9.604, 0.0019415397850404208],
  ])('%i against %i as statsmodels', (onlyFirst, onlySecond, exactP, statistic, correctedP) => {
    const pairs = { onlyFirst, onlySecond };
    expectClose(mcnemar(pairs, 'EXACT').pValue, exactP);
    expectClose(mcnemar(pairs, 'CORRECTED').statistic, statistic);
    expectClose(mcnemar(pairs, 'CORRECTED').pValue, correctedP);
  });

  it('is exact for fewer than 25 discordant pairs', () => {
    expect(mcnemar({ onlyFirst: 4, onlySecond: 20 }).method).toBe('EXACT');
    expect(mcnemar({ onlyFirst: 5, onlySecond: 20 }).method).toBe('CORRECTED');
  });

  it('sees nothing in a draw, or where the models never differ', () => {
    expect(mcnemar({ onlyFirst: 0, onlySecond: 0 }, 'CORRECTED').pValue).toBe(1);
    expect(mcnemar({ onlyFirst: 12, onlySecond: 12 }).pValue).toBe(1);
    expect(mcnemar({ onlyFirst: 100, onlySecond: 100 }).pValue).toBe(1);
  });

  it('is symmetric, a probability, and surer of a larger lead', () => {
    const count = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(count, count, (b, c) => {
        for (const method of ['EXACT', 'CORRECTED'] as const) {
          const { pValue } = mcnemar({ onlyFirst: b, onlySecond: c }, method);
          expect(pValue).toBeGreaterThanOrEqual(0);
          expect(pValue).toBeLessThanOrEqual(1);
          expect(mcnemar({ onlyFirst: c, onlySecond: b }, method).pValue).toBe(pValue);
          if (b > 0 && c >= b) {
            const surer = mcnemar({ onlyFirst: b - 1, onlySecond: c + 1 }, method).pValue;
            expect(surer).toBeLessThanOrEqual(pValue * (1 + 1e-9));
          }
        }
      }),
    );
  });
});

it('discordantPairs counts rows on which one is right, where all is known', () => {
  expect(discordantPairs([1, 1, 0, 0, NaN, 1], [1, 0, 0, 1, 1, NaN], [0, 1, 0, 1, 0, 1])).toEqual({
    onlyFirst: 1,
    onlySecond: 1,
    rows: 4,
  });
});
