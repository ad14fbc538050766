import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import type { Feature } from '../features/manifest.ts';
import { dealIntoChunks } from './deal-counts.ts';
import { evidentlyDrift } from './evidently.ts';
import { fitNannyml, nannymlDrift } from './nannyml.ts';
import { countValues, noCounts, type ValueCounts } from './value-counts.ts';
import { windowDrift, type ComparedFeature, type DriftChoice } from './window-drift.ts';

const common = { column: '', description: '', required: false, missing: 'NATIVE' } as const;
const age: Feature = { ...common, name: 'age', kind: 'NUMERIC', integer: true, minimum: null, maximum: null };
const city: Feature = {
  ...common,
  name: 'city',
  kind: 'CATEGORICAL',
  categories: ['Oslo', 'Bergen'],
  synonyms: {},
};

const sample = (rows: number, valueOf: (i: number) => number): ValueCounts =>
  countValues(Float64Array.from({ length: rows }, (_, i) => valueOf(i)));
const ages = sample(2000, (i) => i % 50);
const cities = sample(2000, (i) => Number(i % 4 === 0));

function compare(feature: Feature, reference: ValueCounts, current: ValueCounts, importance: number) {
  const chunks = () => dealIntoChunks(reference, 10, createRandom(1));
  return { feature, importance, limits: null, reference, baseline: null, current, chunks };
}

function drift(features: readonly ComparedFeature[], choice: Partial<DriftChoice> = {}) {
  const outcome = windowDrift(features, null, { dialect: 'KILTER', method: null, ...choice });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.drift;
}

const still = [
  compare(
    age,
    ages,
    sample(500, (i) => i % 50),
    0.7,
  ),
  compare(city, cities, cities, 0.3),
];
const moved = [
  compare(
    age,
    ages,
    sample(500, (i) => i % 50),
    0.7,
  ),
  compare(
    city,
    cities,
    sample(500, (i) => i % 2),
    0.3,
  ),
];

describe('windowDrift', () => {
  it('is stable where nothing moved', () => {
    const { verdict, driftedShare, severity, features } = drift(still);
    expect({ verdict, driftedShare, severity }).toEqual({
      verdict: 'STABLE',
      driftedShare: 0,
      severity: null,
    });
    expect(features.map(({ isApproximate }) => isApproximate)).toEqual([false, false]);
  });

  it('ranks by impact, and says how much it matters', () => {
    const { verdict, driftedShare, severity, features } = drift(moved);
    expect({ verdict, driftedShare, severity }).toEqual({
      verdict: 'DRIFTED',
      driftedShare: 0.3,
      severity: 'INFO',
    });
    expect(features.map(({ name, drifted }) => [name, drifted])).toEqual([
      ['city', true],
      ['age', false],
    ]);
    expect(features[0].bars.current).toEqual([
      { label: 'Oslo', share: 0.5 },
      { label: 'Bergen', share: 0.5 },
    ]);
  });

  it("gives Evidently's figures and its verdict on the dataset", () => {
    const { features, driftedShare, verdict, severity } = drift(moved, { dialect: 'EVIDENTLY' });
    for (const shift of features) {
      const compared = moved.find(({ feature }) => feature.name === shift.name);
      const outcome = compared && evidentlyDrift(shift.kind, compared.reference, compared.current);
      if (!outcome?.ok) throw new Error('no figure');
      const { method, statistic, pValue, drifted, threshold } = outcome.result;
      expect(shift).toMatchObject({ method, statistic, pValue, drifted, threshold, limit: threshold });
    }
    // One of two columns is half of them.
    expect({ driftedShare, verdict, severity }).toEqual({
      driftedShare: 0.5,
      verdict: 'DRIFTED',
      severity: null,
    });
  });

  it("gives NannyML's figures with the limits of the chunks", () => {
    const { features } = drift(moved, { dialect: 'NANNYML', method: 'KOLMOGOROV_SMIRNOV' });
    for (const shift of features) {
      const compared = moved.find(({ feature }) => feature.name === shift.name);
      const method = shift.kind === 'NUMERIC' ? 'KOLMOGOROV_SMIRNOV' : 'JENSEN_SHANNON';
      const fitted = compared && fitNannyml(shift.kind, compared.chunks(), method);
      if (!fitted?.ok) throw new Error('no fit');
      const outcome = nannymlDrift(fitted.fit, compared?.current ?? noCounts);
      if (!outcome.ok) throw new Error('no figure');
      const { statistic, threshold, drifted } = outcome.result;
      expect(shift).toMatchObject({ method, statistic, threshold, drifted });
    }
    expect(features[0].effect).toBeGreaterThan(0.1);
  });

  it('knows too little in every dialect', () => {
    const empty = [compare(age, ages, noCounts, 1), compare(city, cities, noCounts, 1)];
    for (const dialect of ['KILTER', 'EVIDENTLY', 'NANNYML'] as const) {
      const { verdict, driftedShare, features } = drift(empty, { dialect });
      expect({ verdict, driftedShare }).toEqual({ verdict: 'NOT_ENOUGH_DATA', driftedShare: null });
      expect(features.every(({ statistic, drifted }) => statistic === null && !drifted)).toBe(true);
    }
    const few = [
      compare(
        age,
        ages,
        sample(299, (i) => i % 50),
        1,
      ),
    ];
    expect(drift(few).verdict).toBe('NOT_ENOUGH_DATA');
  });

  it('compares answers with what stands in for the reference', () => {
    const scores = compare(
      age,
      ages,
      sample(600, (i) => 30 + (i % 20)),
      1,
    );
    const answers = { ...scores, name: 'score', kind: 'NUMERIC', baseline: scores.current } as const;
    const choice = { dialect: 'KILTER', method: null } as const;
    const against = (baseline: ValueCounts | null) => {
      const outcome = windowDrift(still, { ...answers, baseline }, choice);
      return outcome.ok ? outcome.drift.prediction?.drifted : null;
    };
    expect(against(null)).toBe(true);
    expect(against(scores.current)).toBe(false);
  });
});
