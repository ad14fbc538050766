import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manifestSchema, type Manifest } from '../features/manifest.ts';
import { referenceSchema } from '../features/reference.ts';
import { builtInRules } from './built-in-rules.ts';

const shipped = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../models/churn/${file}`, import.meta.url), 'utf8'));
const manifest = manifestSchema.parse(shipped('manifest.json'));
const reference = referenceSchema.parse(shipped('reference.json'));

const typesOf = (changes: Partial<Manifest>, known = reference) =>
  builtInRules({ ...manifest, ...changes }, known).map(({ type }) => type);

test('a binary model with a reference has all of them', () => {
  expect(typesOf({})).toEqual([
    'accuracy_drop',
    'recall_drop',
    'high_response_time',
    'low_confidence',
    'high_error_rate',
    'unusual_churn_rate',
    'model_not_loaded',
  ]);
});

test('others have those that they have a figure for', () => {
  const served = ['high_response_time', 'high_error_rate', 'model_not_loaded'];
  expect(typesOf({ task: 'REGRESSION', classes: [], positiveClass: null })).toEqual(served);
  const several = typesOf({
    task: 'MULTICLASS_CLASSIFICATION',
    classes: ['a', 'b', 'c'],
    positiveClass: null,
  });
  expect(several.toSorted()).toEqual([...served, 'accuracy_drop', 'low_confidence'].toSorted());
  expect(builtInRules(manifest, null).map(({ type }) => type)).not.toContain('recall_drop');
  expect(builtInRules(manifest, null).map(({ type }) => type)).not.toContain('unusual_churn_rate');
});

describe('of the shipped model', () => {
  const rules = new Map(builtInRules(manifest, reference).map((rule) => [rule.type, rule]));

  test('recall is measured by its baseline, at the threshold that it answers by', () => {
    expect(rules.get('recall_drop')?.threshold).toBeCloseTo(0.75 * 0.5535, 3);
    const useful = builtInRules({ ...manifest, threshold: 0.29 }, reference);
    const { value } = reference.baseline.atUsefulThreshold?.metrics.find(({ name }) => name === 'recall') ?? {
      value: NaN,
    };
    const threshold = useful.find(({ type }) => type === 'recall_drop')?.threshold ?? 0;
    // One repeat's scores against the mean of ten.
    expect(Math.abs(threshold / 0.75 - value)).toBeLessThan(0.02);
  });

  test('the share of churn is measured by what the model answers on its training population', () => {
    const { threshold, lowerThreshold } = rules.get('unusual_churn_rate') ?? {};
    // Recall .553 of .168, at a precision of .730.
    expect(threshold).toBeCloseTo(0.127 + 0.05, 2);
    expect(lowerThreshold).toBeCloseTo(0.127 - 0.05, 2);
  });

  test.each([...rules.values()])(
    '$type: recovery lies on the good side, an error on the far side',
    (rule) => {
      const { comparison, threshold, recoveryThreshold, errorThreshold } = rule;
      const sign = comparison === 'BELOW' ? -1 : 1;
      expect(sign * recoveryThreshold).toBeLessThanOrEqual(sign * threshold);
      if (errorThreshold !== null) expect(sign * errorThreshold).toBeGreaterThan(sign * threshold);
      if (rule.lowerThreshold === null) return;
      expect(rule.lowerRecoveryThreshold).toBeGreaterThan(rule.lowerThreshold);
      expect(rule.lowerRecoveryThreshold).toBeLessThan(recoveryThreshold);
    },
  );
});
