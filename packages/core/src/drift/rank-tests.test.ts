import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { andersonDarling } from './anderson-darling.ts';
import { cramerVonMises } from './cramer-von-mises.ts';
import { kolmogorovSmirnov, kolmogorovSmirnovAsymptotic } from './kolmogorov-smirnov.ts';
import { mannWhitney } from './mann-whitney.ts';
import type { PairedCounts } from './paired-counts.ts';
import { arbitraryRows, pairOf } from './testing/samples.ts';
import { countValues } from './value-counts.ts';
import { normedWasserstein, wassersteinDistance } from './wasserstein.ts';

const rows = (count: number, value: (i: number) => number) =>
  Float64Array.from({ length: count }, (_, i) => value(i));
const tiedReference = rows(120, (i) => (37 * i) % 23);
const tiedCurrent = rows(90, (i) => ((11 * i) % 29) - 2);
const third = rows(50, (i) => (7 * i) % 31);
const smoothReference = rows(1000, (i) => ((37 * i) % 1000) / 1000);
const smoothCurrent = rows(1000, (i) => (((53 * i) % 1000) / 1000 + 0.0001) ** 1.1);

/** SciPy 1.17.1: ks_2samp, cramervonmises_2samp(asymptotic), mannwhitneyu(asymptotic), anderson_ksamp, wasserstein_distance. */
const cases = [
  {
    name: 'values with ties',
    sides: [tiedReference, tiedCurrent],
    ks: [0.13333333333333333, 0.2970603626085177],
    cvm: [0.25256613756613433, 0.18583813615700906],
    mw: [5042, 0.4116655278059044, 0.2058327639029522],
    ad: [2.4888647348367616, 0.030980953196526002],
    w: 1.675,
  },
  {
    name: 'values without ties',
    sides: [smoothReference, smoothCurrent],
    ks: [0.035, 0.5728904395829821],
    cvm: [0.33275199999997085, 0.10962399593648198],
    mw: [523677, 0.06672594827983427, 0.9666427782096817],
    ad: [1.0661586352049714, 0.11859818826226055],
    w: 0.023709601228955938,
  },
];

describe.each(cases)('as SciPy, on $name', ({ sides: [reference, current], ks, cvm, mw, ad, w }) => {
  const pair = pairOf(reference, current);
  const expectNear = (value: number | undefined, wanted: number) =>
    expect(Math.abs((value ?? NaN) / wanted - 1)).toBeLessThan(1e-9);

  it('Kolmogorov-Smirnov', () => {
    const test = kolmogorovSmirnov(pair);
    expectNear(test?.statistic, ks[0]);
    expectNear(test?.pValue, ks[1]);
  });

  it('Cramer-von Mises', () => {
    const test = cramerVonMises(pair);
    expectNear(test?.statistic, cvm[0]);
    expectNear(test?.pValue, cvm[1]);
  });

  it('Mann-Whitney', () => {
    const test = mannWhitney(pair);
    expectNear(test?.statistic, mw[0]);
    expectNear(test?.pValue, mw[1]);
    expectNear(test?.pValueLower, mw[2]);
  });

  it('Anderson-Darling', () => {
    const test = andersonDarling([pair.reference, pair.current]);
    expectNear(test?.statistic, ad[0]);
    expectNear(test?.pValue, ad[1]);
  });

  it('Wasserstein', () => {
    expectNear(wassersteinDistance(countValues(reference), countValues(current)) ?? NaN, w);
  });
});

it('Anderson-Darling takes three samples', () => {
  const samples = [tiedReference, tiedCurrent, third];
  const values = [...new Set(samples.flatMap((sample) => [...sample]))].sort((a, b) => a - b);
  const counts = samples.map((sample) => values.map((value) => sample.filter((row) => row === value).length));
  expect(andersonDarling(counts)?.statistic).toBeCloseTo(4.875635324951655, 10);
  expect(andersonDarling(counts)?.pValue).toBeCloseTo(0.0020951863118544413, 10);
});

it('Anderson-Darling stays within its table', () => {
  expect(
    andersonDarling([
      [90, 1],
      [1, 90],
    ])?.pValue,
  ).toBe(0.001);
  expect(
    andersonDarling([
      [50, 50],
      [50, 50],
    ])?.pValue,
  ).toBe(0.25);
});

const tests: [name: string, test: (pair: PairedCounts) => { statistic: number; pValue: number } | null][] = [
  ['Kolmogorov-Smirnov', kolmogorovSmirnov],
  ['Kolmogorov-Smirnov, asymptotic', kolmogorovSmirnovAsymptotic],
  ['Cramer-von Mises', cramerVonMises],
  ['Mann-Whitney', mannWhitney],
];

describe.each(tests)('%s', (name, test) => {
  it('has a p-value from 0 to 1', () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryRows, (a, b) => {
        const { statistic, pValue } = test(pairOf(a, b)) ?? { statistic: 0, pValue: 1 };
        expect(statistic).not.toBeNaN();
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('minds neither an increasing transformation nor which side is which', () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryRows, (a, b) => {
        const pValueOf = (left: Float64Array, right: Float64Array) => test(pairOf(left, right))?.pValue ?? 1;
        const flipped = (values: Float64Array) => values.map((value) => -value);
        expect(pValueOf(a.map(Math.exp), b.map(Math.exp))).toBeCloseTo(pValueOf(a, b), 12);
        expect(pValueOf(b, a)).toBeCloseTo(pValueOf(a, b), 9);
        expect(pValueOf(flipped(a), flipped(b))).toBeCloseTo(pValueOf(a, b), 9);
      }),
    );
  });

  it('finds nothing between equal samples, and much between distant ones', () => {
    expect(test(pairOf(tiedReference, tiedReference))?.pValue).toBeGreaterThan(0.9);
    expect(
      test(
        pairOf(
          tiedReference,
          tiedCurrent.map((value) => value + 40),
        ),
      )?.pValue,
    ).toBeLessThan(1e-9);
  });

  it(`is ${name === 'Mann-Whitney' ? '1' : 'large'} where all values are equal, and null without rows`, () => {
    expect(test(pairOf([4, 4, 4], [4, 4]))?.pValue).toBeGreaterThan(0.6);
    expect(test(pairOf([], [1]))).toBeNull();
    expect(test(pairOf([1], [NaN]))).toBeNull();
  });
});

it('Anderson-Darling is null where it is not defined', () => {
  expect(andersonDarling([[5], [5]])).toBeNull();
  expect(
    andersonDarling([
      [5, 3],
      [0, 0],
    ]),
  ).toBeNull();
  expect(
    andersonDarling([
      [1, 0],
      [1, 1],
    ]),
  ).toBeNull();
  expect(andersonDarling([[5, 3]])).toBeNull();
});

describe('Wasserstein', () => {
  const distance = (a: Float64Array, b: Float64Array) =>
    wassersteinDistance(countValues(a), countValues(b)) ?? NaN;

  it('is the mean difference of the sorted rows where there are as many', () => {
    const sameLength = fc
      .array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), { minLength: 1 })
      .map((both) => [0, 1].map((side) => Float64Array.from(both, (row) => row[side])));
    fc.assert(
      fc.property(sameLength, ([a, b]) => {
        const sorted = b.slice().sort();
        const moved = a
          .slice()
          .sort()
          .reduce((sum, value, i) => sum + Math.abs(value - sorted[i]), 0);
        expect(distance(a, b)).toBeCloseTo(moved / a.length, 9);
      }),
    );
  });

  it('is symmetric, moves with neither side alone, and scales', () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryRows, (a, b) => {
        const wanted = distance(a, b);
        expect(wanted).toBeGreaterThanOrEqual(0);
        expect(distance(b, a)).toBeCloseTo(wanted, 12);
        expect(
          distance(
            a.map((value) => value + 7),
            b.map((value) => value + 7),
          ),
        ).toBeCloseTo(wanted, 9);
        expect(
          distance(
            a.map((value) => -3 * value),
            b.map((value) => -3 * value),
          ),
        ).toBeCloseTo(3 * wanted, 9);
      }),
    );
  });

  it('of a shift is the shift, in standard deviations when normed', () => {
    const shifted = tiedReference.map((value) => value + 2.5);
    expect(distance(tiedReference, shifted)).toBeCloseTo(2.5, 12);
    const [one, two] = [countValues(Float64Array.of(0, 2)), countValues(Float64Array.of(1, 3))];
    expect(normedWasserstein(one, two)).toBeCloseTo(1, 12);
    // A constant reference counts as varying by 0.001.
    expect(normedWasserstein(countValues(Float64Array.of(5)), two)).toBeCloseTo(3000, 9);
  });

  it('is null without rows, and where it is no number', () => {
    const one = countValues(Float64Array.of(1));
    expect(wassersteinDistance(countValues(Float64Array.of(NaN)), one)).toBeNull();
    expect(normedWasserstein(one, countValues(new Float64Array()))).toBeNull();
    const huge = [countValues(Float64Array.of(-1.7e308)), countValues(Float64Array.of(1.7e308))];
    expect(wassersteinDistance(huge[0], huge[1])).toBeNull();
    expect(normedWasserstein(huge[0], huge[1])).toBeNull();
  });
});
