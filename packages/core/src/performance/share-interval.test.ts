import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import { clustersOf } from './clusters.ts';
import { shareFigure } from './share-figure.ts';
import { shareInterval } from './share-interval.ts';

const Z = 1.959963984540054;

describe('shareInterval', () => {
  it("is Wilson's of independent rows", () => {
    const interval = shareInterval({ hits: 15, of: 148, variance: null, clusters: 148 });
    const wilson = wilsonInterval(15, 148, Z);
    expect(interval?.lower).toBeCloseTo(wilson.lower, 12);
    expect(interval?.upper).toBeCloseTo(wilson.upper, 12);
    expect(interval?.method).toBe('WILSON');
  });

  it('counts as many rows as are worth the variance', () => {
    // 80 % of 400 rows with the variance of 100 independent ones.
    const interval = shareInterval({ hits: 320, of: 400, variance: (0.8 * 0.2) / 100, clusters: 40 });
    const wilson = wilsonInterval(80, 100, Z);
    expect(interval?.lower).toBeCloseTo(wilson.lower, 12);
    expect(interval?.upper).toBeCloseTo(wilson.upper, 12);
  });

  it('counts clusters where nothing varies, and never more rows than there are', () => {
    const sure = shareInterval({ hits: 400, of: 400, variance: 0, clusters: 40 });
    expect(sure?.lower).toBeCloseTo(wilsonInterval(40, 40, Z).lower, 12);
    const lucky = shareInterval({ hits: 200, of: 400, variance: 1e-9, clusters: 40 });
    expect(lucky?.lower).toBeCloseTo(wilsonInterval(200, 400, Z).lower, 12);
    expect(shareInterval({ hits: 0, of: 0, variance: null, clusters: 0 })).toBeNull();
  });
});

describe('shareFigure', () => {
  it('is the share of the rows that are counted', () => {
    const figure = shareFigure({
      rows: 10,
      isCounted: (row) => row < 4,
      isHit: (row) => row % 2 === 0,
      clusterOf: null,
      coverage: 0.95,
    });
    expect(figure.value).toBe(0.5);
    expect(figure.interval?.lower).toBeCloseTo(wilsonInterval(2, 4, Z).lower, 12);
  });

  it('takes ten equal rows of each of twenty subjects for twenty', () => {
    const figure = shareFigure({
      rows: 200,
      isCounted: () => true,
      isHit: (row) => row % 20 < 15,
      clusterOf: Int32Array.from({ length: 200 }, (_, row) => row % 20),
      coverage: 0.95,
    });
    // 20 / 19 as usual for a variance that is estimated from twenty.
    const wilson = wilsonInterval(0.75 * 19, 19, Z);
    expect(figure.interval?.lower).toBeCloseTo(wilson.lower, 9);
    expect(figure.interval?.upper).toBeCloseTo(wilson.upper, 9);
  });
});

describe('clustersOf', () => {
  it('numbers equal keys alike', () => {
    expect(clustersOf(['a', 'b', 'a', null, null])).toEqual({
      clusterOf: Int32Array.of(0, 1, 0, 2, 3),
      count: 4,
    });
  });

  it('is null where no key repeats', () => {
    expect(clustersOf(['a', 'b', null, undefined, null])).toBeNull();
    expect(clustersOf([])).toBeNull();
  });
});
