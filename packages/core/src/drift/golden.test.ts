import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DriftOutcome } from './drift-result.ts';
import { doaneEdges, sturgesEdges } from './equal-width-bins.ts';
import { evidentlyDrift, type EvidentlyMethod } from './evidently.ts';
import { hellingerDistance } from './hellinger.ts';
import { kolmogorovSmirnovAsymptotic } from './kolmogorov-smirnov.ts';
import { mergeCounts } from './merge-counts.ts';
import { nannymlMeasure, type NannymlMethod } from './nannyml-measure.ts';
import { pairCounts } from './paired-counts.ts';
import { hasGolden, readGolden } from './testing/sample-files.ts';
import { countsOfCodes } from './testing/samples.ts';
import { totalVariation } from './total-variation.ts';
import { countValues } from './value-counts.ts';

const figures = z.record(z.string(), z.union([z.number(), z.array(z.number())]));
const schema = z.object({
  numeric_pairs: z.array(z.object({ name: z.string(), evidently: figures, nannyml: figures })),
  categorical_pairs: z.array(
    z
      .object({ name: z.string(), ref_counts: z.array(z.number()), cur_counts: z.array(z.number()) })
      .catchall(z.number()),
  ),
});

const CLOSED_FORM = 1e-9;
const P_VALUE = 1e-6;

function expectNear(value: number | null | undefined, wanted: unknown, tolerance = CLOSED_FORM) {
  if (typeof wanted !== 'number') throw new Error('no such golden figure');
  expect(Math.abs((value ?? NaN) - wanted)).toBeLessThanOrEqual(tolerance * Math.abs(wanted));
}

const rows = (count: number, value: (i: number) => number) =>
  countValues(Float64Array.from({ length: count }, (_, i) => value(i)));

/** The inputs that the file describes in words. */
const numericPairs = [
  [rows(1000, (i) => ((37 * i) % 1000) / 1000), rows(1000, (i) => (((53 * i) % 1000) / 1000) ** 1.3)],
  [
    rows(2000, (i) => (((7919 * i) % 2003) / 2003) * 10 - 3),
    rows(700, (i) => (((104_729 * i) % 1009) / 1009) * 10 - 2),
  ],
  [rows(60, (i) => ((13 * i) % 101) / 101), rows(45, (i) => ((29 * i) % 97) / 97 + 0.15)],
];

const resultOf = (outcome: DriftOutcome) => (outcome.ok ? outcome.result : null);

describe.skipIf(!hasGolden)('the golden figures', () => {
  const golden = hasGolden ? schema.parse(readGolden()) : { numeric_pairs: [], categorical_pairs: [] };

  it('has the pairs that are tested here', () => {
    expect(golden.numeric_pairs.length).toBe(numericPairs.length);
    expect(golden.categorical_pairs.length).toBeGreaterThan(3);
  });

  it.each(golden.numeric_pairs.map((pair, i) => [pair.name, pair, numericPairs[i]] as const))(
    'numbers: %s',
    (_name, { evidently, nannyml }, [reference, current]) => {
      const byEvidently = (method: EvidentlyMethod) =>
        resultOf(evidentlyDrift('NUMERIC', reference, current, { method }));
      const edges = sturgesEdges(mergeCounts(reference, current));
      expect([...edges]).toEqual(evidently.edges);
      expect(edges.length - 1).toBe(evidently.sturges_bins);
      expectNear(byEvidently('POPULATION_STABILITY')?.statistic, evidently.psi);
      expectNear(byEvidently('JENSEN_SHANNON')?.statistic, evidently.js_distance_ln);
      expectNear(byEvidently('KULLBACK_LEIBLER')?.statistic, evidently.kl);
      expectNear(byEvidently('WASSERSTEIN')?.statistic, evidently.wasserstein_normed);
      expectNear(byEvidently('KOLMOGOROV_SMIRNOV')?.statistic, evidently.ks_D);
      expectNear(byEvidently('KOLMOGOROV_SMIRNOV')?.pValue, evidently.ks_pvalue, P_VALUE);
      const asymptotic = kolmogorovSmirnovAsymptotic(pairCounts(reference, current));
      expectNear(asymptotic?.pValue, evidently.ks_pvalue_asymp, P_VALUE);

      const byNannyml = (method: NannymlMethod) =>
        nannymlMeasure(method, 'NUMERIC', reference)(current)?.value;
      expect([...doaneEdges(reference)]).toEqual(nannyml.doane_edges);
      expectNear(byNannyml('JENSEN_SHANNON'), nannyml.js_distance_log2);
      expectNear(byNannyml('HELLINGER'), nannyml.hellinger);
      expectNear(byNannyml('WASSERSTEIN'), nannyml.wasserstein_raw);
      expectNear(byNannyml('KOLMOGOROV_SMIRNOV'), nannyml.ks_D);
    },
  );

  it.each(golden.categorical_pairs.map((pair) => [pair.name, pair] as const))(
    'categories: %s',
    (_name, pair) => {
      const reference = countsOfCodes(pair.ref_counts);
      const current = countsOfCodes(pair.cur_counts);
      const byEvidently = (method: EvidentlyMethod) =>
        resultOf(evidentlyDrift('CATEGORICAL', reference, current, { method }));
      const byNannyml = (method: NannymlMethod) => nannymlMeasure(method, 'CATEGORICAL', reference)(current);
      expectNear(byEvidently('JENSEN_SHANNON')?.statistic, pair.js_ln);
      expectNear(byNannyml('JENSEN_SHANNON')?.value, pair.js_log2);
      expectNear(byEvidently('HELLINGER')?.statistic, pair.hellinger);
      expectNear(hellingerDistance(pair.ref_counts, pair.cur_counts), pair.hellinger);
      expectNear(byNannyml('L_INFINITY')?.value, pair.linf);
      expectNear(totalVariation(pair.ref_counts, pair.cur_counts), pair.tvd);
      expectNear(byEvidently('POPULATION_STABILITY')?.statistic, pair.psi);
      expectNear(byNannyml('CHI_SQUARE')?.value, pair.nannyml_chi2_stat);
      expectNear(byNannyml('CHI_SQUARE')?.pValue, pair.nannyml_chi2_p, P_VALUE);
      // A category that only the current side has makes Evidently's p-value 0: the file has none there.
      expectNear(byEvidently('CHI_SQUARE')?.pValue, pair.evidently_chi2_p ?? 0, P_VALUE);
      if ('evidently_z_p' in pair) expectNear(byEvidently('Z_TEST')?.pValue, pair.evidently_z_p, P_VALUE);
    },
  );
});
