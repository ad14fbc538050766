import { describe, expect, test } from 'vitest';
import { manifest } from '@kilter/core/testing/shipped-churn';
import { manifestSchema } from '@kilter/core/features/manifest';
import { compileCounterLayout, layoutToStore } from '@kilter/core/sketches/rollup-counters';
import { comparisonOf, sideAnswers, sideFeature } from './compare-side.ts';
import type { WindowCounts } from './count-windows.ts';
import type { Side } from './read-side.ts';

const threeClasses = manifestSchema.parse({
  ...manifest,
  task: 'MULTICLASS_CLASSIFICATION',
  classes: ['stay', 'leave', 'return'],
  positiveClass: null,
});
const layout = compileCounterLayout(threeClasses, layoutToStore(threeClasses, null));
const GENDER = threeClasses.features.findIndex(({ name }) => name === 'gender');

/** Rows that answer the classes in turn, all of one gender. */
function countsOf(rows: number, gender: number): WindowCounts {
  const counters = layout.empty();
  for (let row = 0; row < rows; row++) {
    const features = threeClasses.features.map((_, i) => (i === GENDER ? gender : Number.NaN));
    const answer = { label: row % 3, probability: null, confidence: null, latencyMs: 1, errorCode: null };
    layout.count(counters, { ...answer, features, flags: null, tags: [] });
  }
  const { features, core } = counters;
  return { rows, values: layout.values(features), quality: layout.quality(features), core };
}

const trainingAlone: Side = {
  reference: { kind: 'TRAINING', name: 'training', version: null, window: null, isAsked: false },
  training: {
    rows: 500,
    features: threeClasses.features.map(() => ({
      counts: { values: Float64Array.of(0, 1), counts: Float64Array.of(250, 250), missing: 0 },
      limits: null,
      importance: 1,
    })),
    scores: null,
  },
  past: null,
  pieces: null,
  weeks: [],
};
const window: Side = {
  ...trainingAlone,
  reference: { ...trainingAlone.reference, kind: 'WINDOW', name: null, window: { fromMs: 0, toMs: 60_000 } },
  past: countsOf(400, 0),
};

describe('answers', () => {
  const now = countsOf(300, 0);

  test('of several classes are the classes, which the training data does not tell', () => {
    expect(sideAnswers(threeClasses, trainingAlone, now)).toBeNull();
    const answers = sideAnswers(threeClasses, window, now);
    expect(answers).toMatchObject({ name: 'label', kind: 'CATEGORICAL' });
    expect([...(answers?.current.counts ?? [])]).toEqual([100, 100, 100]);
    expect([...(answers?.reference.counts ?? [])]).toEqual([134, 133, 133]);
  });

  test('of a regression are not counted', () => {
    expect(sideAnswers({ ...threeClasses, task: 'REGRESSION' }, window, now)).toBeNull();
  });
});

describe('a feature', () => {
  const now = countsOf(300, 1);

  test('has bins of the training data, whatever it is compared with', () => {
    const { compared, comparedWith } = sideFeature(threeClasses, GENDER, window, now);
    expect(comparedWith).toBe('WINDOW');
    expect(compared.reference).toBe(trainingAlone.training?.features[GENDER].counts);
    expect([...(compared.baseline?.counts ?? [])]).toEqual([400]);
    expect(compared.chunks()).toHaveLength(10);
  });

  test('is compared with itself before where there is no training data', () => {
    const { compared } = sideFeature(threeClasses, GENDER, { ...window, training: null }, now);
    expect([...compared.reference.counts]).toEqual([400]);
    expect(compared.baseline).toBeNull();
  });

  test('takes the same hours of three weeks, and says so', () => {
    const weeks = [countsOf(200, 1), countsOf(200, 1), countsOf(0, 1), countsOf(200, 1)];
    const side = { ...trainingAlone, weeks };
    const feature = sideFeature(threeClasses, GENDER, side, now);
    expect(feature.comparedWith).toBe('SAME_HOURS');
    expect(comparisonOf(side, [feature])).toMatchObject({ kind: 'SAME_HOURS', rows: 600, weeks: 3 });
    const other = sideFeature(threeClasses, 0, side, now);
    expect(other.comparedWith).toBe('TRAINING');
    expect(comparisonOf(side, [other])).toMatchObject({ kind: 'TRAINING', rows: 500, weeks: 0 });
  });
});
