import type { Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { createRandom, type Random } from '../training/random.ts';

type FeatureReference = Reference['features'][string];

/**
 * Rows to explain a model against, where its training rows are not at hand: each feature is drawn by itself from what
 * reference.json says of it, gaps included, so that values occur as often as they did, but without their dependence on
 * each other. Values as the codec encodes them; a feature that the reference does not know is missing.
 */
export function backgroundRows(
  features: Manifest['features'],
  reference: Pick<Reference, 'features'>,
  rows: number,
  seed: number,
): Float64Array[] {
  const random = createRandom(seed);
  const draws = features.map(({ name }) => drawOf(reference.features[name], random));
  return Array.from({ length: rows }, () => Float64Array.from(draws, (draw) => draw()));
}

function drawOf(known: FeatureReference | undefined, random: Random): () => number {
  if (known === undefined) return () => NaN;
  const { values, counts } = pointsOf(known);
  const total = counts.reduce((sum, count) => sum + count, known.missing);
  return () => {
    let left = random() * total - known.missing;
    if (left < 0) return NaN;
    for (let i = 0; i < counts.length; i++) {
      left -= counts[i];
      if (left < 0) return values[i];
    }
    return NaN;
  };
}

/** Bins count as their middles. */
function pointsOf(known: FeatureReference): { values: readonly number[]; counts: readonly number[] } {
  if (known.kind === 'CATEGORICAL')
    return { values: known.counts.map((_, code) => code), counts: known.counts };
  const { distribution } = known;
  if ('values' in distribution) return distribution;
  const { from, to, counts } = distribution;
  return { values: counts.map((_, i) => from + ((i + 0.5) / counts.length) * (to - from)), counts };
}
