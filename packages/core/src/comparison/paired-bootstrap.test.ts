import { describe, expect, it } from 'vitest';
import { binaryFigure } from '../performance/binary-figures.ts';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredRows } from '../testing/scored-rows.ts';
import { pairedAuc } from './paired-auc.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';

const { targets, first, second, groups } = scoredRows(600);
const one = { targets, probabilities: first, threshold: 0.35 };
const other = { targets, probabilities: second, threshold: 0.35 };
const figures = [binaryFigure('rocAuc', one), binaryFigure('rocAuc', other)] as const;
const options = { clusterOf: null, seed: 3, repeats: 1000 };

describe('pairedBootstrap', () => {
  it('agrees with DeLong, by row and by group', () => {
    for (const clusterOf of [null, groups]) {
      const found = pairedBootstrap(...figures, 600, { ...options, clusterOf });
      const delong = pairedAuc(targets, first, second, clusterOf);
      expectClose(found?.difference, delong?.difference ?? NaN);
      expectClose(found?.interval?.standardError, delong?.standardError ?? NaN, 0.1);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    const run = (seed: number) => pairedBootstrap(...figures, 600, { ...options, seed, repeats: 50 });
    expect(run(3)).toEqual(run(3));
    expect(run(3)?.interval).not.toEqual(run(4)?.interval);
  });

  it('finds no difference of a model from itself', () => {
    const found = pairedBootstrap(figures[0], figures[0], 600, { ...options, repeats: 20 });
    expect(found?.difference).toBe(0);
    expect(found?.interval).toMatchObject({ lower: 0, upper: 0, standardError: 0 });
  });

  it('is null where a figure is', () => {
    const none = binaryFigure('rocAuc', { targets: [1, 1], probabilities: [0.1, 0.2], threshold: 0.5 });
    expect(pairedBootstrap(none, none, 2, options)).toBeNull();
  });
});
