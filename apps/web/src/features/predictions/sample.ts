import type { FeatureFieldsFragment } from '../../lib/graphql/generated/graphql.ts';

type Feature = Pick<
  FeatureFieldsFragment,
  'name' | 'kind' | 'integer' | 'categories' | 'minimum' | 'maximum'
>;

/** A made-up but plausible customer, as the texts of a form. `random` gives numbers in [0, 1). */
export function sampleValues(features: readonly Feature[], random: () => number): Record<string, string> {
  return Object.fromEntries(features.map((feature) => [feature.name, sampleValue(feature, random)]));
}

function sampleValue({ kind, integer, categories, minimum, maximum }: Feature, random: () => number): string {
  if (kind === 'CATEGORICAL') {
    const known = categories ?? [];
    return known[Math.floor(random() * known.length)] ?? '';
  }
  const lowest = minimum ?? 0;
  const highest = maximum ?? lowest + 10;
  // The upper ends of usual ranges are long tails; most customers are in the lower part.
  const value = lowest + (highest - lowest) * random() * (highest - lowest > 5 ? 0.6 : 1);
  return integer ? String(Math.round(value)) : value.toFixed(2);
}

/** A repeatable generator (mulberry32), so that the first example is the same at each visit. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
