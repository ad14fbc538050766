import { describe, expect, it } from 'vitest';
import { createRandom } from '../../training/random.ts';
import { domainClassifierDrift } from './domain-classifier.ts';
import type { FeatureColumn } from './feature-column.ts';
import { multivariateDrift, multivariateMethods, type MultivariateMethod } from './multivariate-drift.ts';
import { fitReconstruction, reconstructionDrift } from './reconstruction-error.ts';

/** Two numbers that go together as `slope` says, and one that does not. */
function rowsOf(rows: number, slope: number, seed: number): FeatureColumn[] {
  const random = createRandom(seed);
  const a = Float64Array.from({ length: rows }, random);
  const b = a.map((value) => slope * value + 0.2 * random());
  const c = a.map(() => random());
  return [a, b, c].map((values, i) => ({ name: 'abc'[i], kind: 'NUMERIC', values }));
}
const reference = rowsOf(1500, 1, 11);

function drift(method: MultivariateMethod, current: FeatureColumn[]) {
  const keysOf = (columns: readonly FeatureColumn[], side: string) =>
    Array.from(columns[0].values, (_, row) => `${side}${row}`);
  const keys = { reference: keysOf(reference, 'r'), current: keysOf(current, 'c') };
  const options = { seed: 1, mostRows: 1000, keys };
  const outcome = multivariateDrift(method, reference, current, options);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return { ...outcome.drift, options };
}

describe('multivariateDrift', () => {
  it.each(multivariateMethods)('%s: quiet when nothing changed, loud when a pair turned around', (method) => {
    expect(drift(method, rowsOf(800, 1, 12)).drifted).toBe(false);
    const turned = drift(method, rowsOf(800, -1, 13));
    expect(turned).toMatchObject({ method, drifted: true });
    expect(turned.value).toBeGreaterThan(turned.upper ?? Number.POSITIVE_INFINITY);
  });

  it('gives the figures of the measures themselves', () => {
    const current = rowsOf(800, -1, 13);
    const fitted = fitReconstruction(reference);
    const measured = fitted.ok && reconstructionDrift(fitted.model, current);
    if (!fitted.ok || !measured || !measured.ok) throw new Error('not enough');
    const { value, lower, upper } = drift('RECONSTRUCTION', current);
    expect(value).toBe(measured.result.current.error);
    expect({ lower, upper }).toEqual(fitted.model.limits);
    const classified = drift('DOMAIN_CLASSIFIER', current);
    const outcome = domainClassifierDrift(reference, current, classified.options);
    expect(outcome.ok && outcome.result.auc).toBe(classified.value);
    expect(drift('CORRELATION', current).drivers[0].name).toBe('a, b');
  });

  it('does not take for drift that components suit their own rows best', () => {
    const random = createRandom(21);
    const noise = (rows: number): FeatureColumn[] =>
      Array.from({ length: 18 }, (_, i) => ({
        name: `n${i}`,
        kind: 'NUMERIC',
        values: Float64Array.from({ length: rows }, random),
      }));
    const options = { seed: 1, mostRows: 1000, keys: { reference: [], current: [] } };
    let inSample = 0;
    for (let i = 0; i < 40; i++) {
      const [before, now] = [noise(600), noise(600)];
      const fitted = fitReconstruction(before);
      const plain = fitted.ok && reconstructionDrift(fitted.model, now);
      if (plain && plain.ok && plain.result.drifted) inSample++;
      const outcome = multivariateDrift('RECONSTRUCTION', before, now, options);
      expect(outcome.ok && outcome.drift.drifted).toBe(false);
    }
    expect(inSample).toBeGreaterThan(4);
  });

  it('fails with few rows', () => {
    const few = multivariateDrift('CORRELATION', reference, rowsOf(100, 1, 14), {
      seed: 1,
      mostRows: 1000,
      keys: { reference: [], current: [] },
    });
    expect(few).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
  });
});
