import { expect, it } from 'vitest';
import { manifest, reference } from '../testing/shipped-churn.ts';
import { rankImportance } from './importance-ranking.ts';

it('ranks the features of a reference', () => {
  const importance = reference.importance;
  if (!importance) throw new Error('The shipped model has no importance.');
  const ranked = rankImportance(importance, manifest.features);
  expect(ranked.map(({ feature }) => feature).slice(0, 3)).toEqual(['tenure', 'complain', 'numberOfAddress']);
  expect(ranked.reduce((sum, { importance: share }) => sum + share, 0)).toBeCloseTo(1, 4);
  expect(ranked).toHaveLength(manifest.features.length);
  expect(rankImportance({ ...importance, shares: {} }, manifest.features)).toEqual([]);
});
