import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { shareDifference, tangoInterval, tangoZ } from './paired-shares.ts';

describe("Tango's score", () => {
  // scipy 1.17.1: the likelihood under the difference maximised by number (optimize.minimize_scalar), the interval by
  // optimize.brentq on the score; so to about 1e-7.
  it.each([
    [12, 2, 50, -1.4479421320608092, -0.34470874976936355, -0.061112405937507205],
    [3, 9, 60, 3.102156086604302, -0.014950104108176886, 0.22237893081037624],
    [0, 7, 40, 3.4960295000801973, 0.07204461761094602, 0.3194999033178775],
    [25, 31, 500, 6.259625349671575, -0.017819909729572155, 0.0423169263239709],
  ])('%i against %i of %i', (onlyFirst, onlySecond, rows, zAtMinusTenth, lower, upper) => {
    const shares = { onlyFirst, onlySecond, rows };
    expectClose(tangoZ(shares, -0.1), zAtMinusTenth, 1e-6);
    const interval = tangoInterval(shares);
    expectClose(interval.lower, lower, 1e-6);
    expectClose(interval.upper, upper, 1e-6);
  });

  const shares = fc
    .tuple(fc.nat(300), fc.nat(300), fc.integer({ min: 1, max: 300 }))
    .map(([onlyFirst, onlySecond, others]) => ({
      onlyFirst,
      onlySecond,
      rows: onlyFirst + onlySecond + others,
    }));

  it("is McNemar's at 0", () => {
    fc.assert(
      fc.property(shares, (pair) => {
        const { onlyFirst: b, onlySecond: c } = pair;
        const expected = b === c ? 0 : (c - b) / Math.sqrt(b + c);
        expect(tangoZ(pair, 0)).toBeCloseTo(expected, 9);
      }),
    );
  });

  it('falls with the difference; its interval holds what was found and mirrors', () => {
    fc.assert(
      fc.property(shares, fc.double({ min: -0.9, max: 0.8, noNaN: true }), (pair, difference) => {
        expect(tangoZ(pair, difference + 0.05)).toBeLessThanOrEqual(tangoZ(pair, difference) + 1e-9);
        const { lower, upper } = tangoInterval(pair);
        expect(lower).toBeLessThanOrEqual(shareDifference(pair));
        expect(upper).toBeGreaterThanOrEqual(shareDifference(pair));
        expect(lower).toBeGreaterThanOrEqual(-1);
        expect(upper).toBeLessThanOrEqual(1);
        const turned = tangoInterval({ ...pair, onlyFirst: pair.onlySecond, onlySecond: pair.onlyFirst });
        expect(turned.lower).toBeCloseTo(-upper, 9);
      }),
    );
  });

  it('has an interval without any discordant pair', () => {
    const { lower, upper } = tangoInterval({ onlyFirst: 0, onlySecond: 0, rows: 300 });
    expect(lower).toBeGreaterThan(-0.013);
    expect(upper).toBeCloseTo(-lower, 12);
    expect(upper).toBeGreaterThan(0.012);
  });
});
