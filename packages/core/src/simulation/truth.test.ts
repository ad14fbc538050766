import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { shopGroups, shopIndex, shopManifest, shopRows, shopTable } from './testing/synthetic-fixture.ts';
import { fitTruthForest } from './truth-forest.ts';
import { compileForest, compileTruth, smoothLogOdds, truthSchema, type Truth } from './truth.ts';

const fitted = fitTruthForest(shopManifest, shopTable, shopGroups, createRandom(1));
const none = { customers: 1, card: [], stable: [], drifted: [] };
const truth: Truth = truthSchema.parse({
  truthVersion: 1,
  model: 'shop',
  intercept: 0.5,
  slope: 2,
  noise: 0.5,
  drift: { features: ['complained'], strength: 0.5, intercept: 0.75 },
  pinned: none,
  method: fitted.method,
  trees: fitted.trees,
});
const withComplaint = (complained: number) =>
  shopRows.map((row) => row.map((value, i) => (i === shopIndex.complained ? complained : value)));
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the truth model', () => {
  it('has learned what decides', () => {
    expect(fitted.importance[0]).toBe('complained');
    expect(fitted.importance.length).toBe(shopManifest.features.length);
    expect(fitted.method).toContain('of 4, 6, 8, 10 by log loss');
  });

  it('is intercept and slope on the forest', () => {
    const { full } = compileForest(shopManifest, truth.trees, []);
    const logits = compileTruth(shopManifest, truth)(shopRows, 'STABLE');
    const expected = full(shopRows).map((f) => 0.5 + 2 * f);
    expect(logits).toEqual(expected);
    expect(logits.every(Number.isFinite)).toBe(true);
  });

  it('answers rows of any kind, unknown ones too', () => {
    const logits = compileTruth(shopManifest, truth);
    const nothing = new Array<number>(shopManifest.features.length).fill(NaN);
    expect(Number.isFinite(logits([nothing], 'STABLE')[0])).toBe(true);
    expect(Number.isFinite(logits([nothing], 'DRIFTED')[0])).toBe(true);
  });

  it('does not see hidden features', () => {
    const { without } = compileForest(shopManifest, truth.trees, ['complained']);
    expect(without(withComplaint(0))).toEqual(without(withComplaint(1)));
  });

  it('halves the effects of what drifts, and of nothing else', () => {
    const logits = compileTruth(shopManifest, truth);
    const effect = (concept: 'STABLE' | 'DRIFTED') =>
      mean(logits(withComplaint(1), concept)) - mean(logits(withComplaint(0), concept));
    expect(effect('STABLE')).toBeGreaterThan(1);
    expect(effect('DRIFTED')).toBeCloseTo(effect('STABLE') / 2, 9);
    const planless = { ...truth, drift: { ...truth.drift, features: ['constant'] } };
    const other = compileTruth(shopManifest, planless);
    expect(mean(other(shopRows, 'DRIFTED')) - mean(other(shopRows, 'STABLE'))).toBeCloseTo(0.25, 9);
  });

  it('keeps log-odds finite', () => {
    expect(smoothLogOdds(0)).toBeCloseTo(-4.615, 3);
    expect(smoothLogOdds(1)).toBeCloseTo(4.615, 3);
  });

  it('names features that it does not know', () => {
    expect(() => compileForest(shopManifest, truth.trees, ['nope'])).toThrow('"nope" is not a feature');
  });
});
