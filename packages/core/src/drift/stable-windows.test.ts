import { describe, expect, it } from 'vitest';
import { drawMultinomial } from '../statistics/multinomial-draw.ts';
import { reference as shipped } from '../testing/shipped-churn.ts';
import { referenceNullLimits } from '../training/build-reference.ts';
import { createRandom, type Random } from '../training/random.ts';
import { driftReport, driftReportOfCounts, type DriftFeature } from './drift-report.ts';
import { countsOfReference } from './reference-counts.ts';
import { hasSampleFiles, readEcommerceChurn } from './testing/sample-files.ts';
import type { ValueCounts } from './value-counts.ts';

/** By rows in a window, with as many windows as make the share of flagged ones certain to a few tenths of a percent. */
const windowsOf: [rows: number, windows: number][] = [
  [60, 500],
  [150, 500],
  [300, 2000],
  [563, 3000],
  [3000, 1000],
  [50_000, 200],
];

describe('on stable data', () => {
  const names = Object.keys(shipped.features);
  const counts = names.map((name) => countsOfReference(shipped.features[name]));
  const limits = referenceNullLimits(shipped.features, shipped.scores, 1);
  const features = names.map((name): DriftFeature => {
    const { kind } = shipped.features[name];
    return { name, kind, importance: null, limits: { rows: limits.rows, ...limits.features[name] } };
  });

  it.each(windowsOf)(
    'of windows of %d rows drawn from the reference, 1 % at most flag any feature',
    (rows, windows) => {
      expect(names.length).toBe(18);
      const random = createRandom(rows);
      let flagged = 0;
      let overLimit = 0;
      for (let i = 0; i < windows; i++) {
        const outcome = driftReportOfCounts({
          features,
          reference: counts,
          current: counts.map((sample) => windowOf(sample, rows, random)),
        });
        if (!outcome.ok) throw new Error(outcome.failure.message);
        const { drifted, features: columns } = outcome.drift;
        if (drifted > 0) flagged++;
        overLimit += columns.filter(({ statistic, limit }) => (statistic ?? 0) > (limit ?? 0)).length;
      }
      expect(flagged / windows).toBeLessThanOrEqual(0.01);
      // The limits hold by themselves too, also where there are too few rows for a verdict.
      expect(overLimit / (windows * names.length)).toBeLessThan(0.002);
    },
  );

  it('a baseline of few rows is a sample too: 2 % at most of the windows against it flag any feature', () => {
    const random = createRandom(900);
    const windows = 500;
    let flagged = 0;
    for (let i = 0; i < windows; i++) {
      const outcome = driftReportOfCounts({
        features,
        reference: counts,
        baseline: counts.map((sample) => windowOf(sample, 900, random)),
        current: counts.map((sample) => windowOf(sample, 1000, random)),
      });
      if (outcome.ok && outcome.drift.drifted > 0) flagged++;
    }
    expect(flagged / windows).toBeLessThanOrEqual(0.02);
  });
});

/** Rows drawn from a sample, a share of them missing as it is there. */
function windowOf(sample: ValueCounts, rows: number, random: Random): ValueCounts {
  const drawn = drawMultinomial(
    rows,
    [...sample.counts, sample.missing],
    random,
    new Float64Array(sample.counts.length + 1),
  );
  const kept = [...sample.counts.keys()].filter((i) => drawn[i] > 0);
  return {
    values: Float64Array.from(kept, (i) => sample.values[i]),
    counts: Float64Array.from(kept, (i) => drawn[i]),
    missing: drawn[sample.counts.length],
  };
}

describe.skipIf(!hasSampleFiles)('on the shifted half of ecommerce_churn.csv', () => {
  it('flags each window of 300 rows, and just the features that were shifted', () => {
    const { manifest, values } = readEcommerceChurn();
    const half = values[0].length / 2;
    const features = manifest.features.map(({ name, kind }): DriftFeature => ({
      name,
      kind,
      importance: null,
      limits: null,
    }));
    const reference = values.map((column) => column.subarray(0, half));
    const random = createRandom(300);
    const flags = new Map(features.map(({ name }) => [name, 0]));
    const windows = 20;
    for (let i = 0; i < windows; i++) {
      const rows = Int32Array.from({ length: 300 }, () => half + Math.floor(random() * half));
      const current = values.map((column) => Float64Array.from(rows, (row) => column[row]));
      const outcome = driftReport({ features, reference, current });
      if (!outcome.ok) throw new Error(outcome.failure.message);
      expect(outcome.drift.severity).toBe('WARNING');
      for (const { name, drifted } of outcome.drift.features)
        if (drifted) flags.set(name, (flags.get(name) ?? 0) + 1);
    }
    const shifted = [
      'tenure',
      'warehouseToHome',
      'hourSpendOnApp',
      'numberOfDeviceRegistered',
      'numberOfAddress',
      'orderAmountHikeFromlastYear',
      'couponUsed',
      'orderCount',
      'daySinceLastOrder',
      'cashbackAmount',
    ];
    for (const [name, times] of flags) expect.soft(times, name).toBe(shifted.includes(name) ? windows : 0);
  });
});
