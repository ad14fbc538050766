import { readFileSync } from 'node:fs';
import { manifestSchema } from '@kilter/core/features/manifest';

export const manifest = manifestSchema.parse(
  JSON.parse(readFileSync(new URL('../../models/churn/manifest.json', import.meta.url), 'utf8')),
);

/** A plain linear congruential generator: the same customers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** Customers within the usual ranges, 2 % of the optional values missing. */
export function customers(count: number, seed = 1): Record<string, number | string>[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      manifest.features.flatMap((feature): [string, number | string][] => {
        if (!feature.required && random() < 0.02) return [];
        if (feature.kind === 'CATEGORICAL') {
          return [[feature.name, feature.categories[Math.floor(random() * feature.categories.length)]]];
        }
        const { minimum, maximum } = feature;
        const value = (minimum ?? 0) + random() * ((maximum ?? 1) - (minimum ?? 0));
        return [[feature.name, feature.integer ? Math.round(value) : Math.round(value * 100) / 100]];
      }),
    ),
  );
}

export const PREDICT_ONE = `mutation PredictChurn($input: ChurnInput!, $subject: String, $idempotencyKey: String, $tags: [String!]) {
  predictChurn(input: $input, subject: $subject, idempotencyKey: $idempotencyKey, tags: $tags) {
    id at model { name } modelVersion { version } label probability confidence latencyMs
    probabilities { label probability }
    flags { feature kind message }
  }
}`;

export const PREDICT_BATCH = `mutation PredictChurnBatch($items: [ChurnBatchItem!]!) {
  predictChurnBatch(items: $items) { results { id label probability confidence } errors { index code field message } }
}`;

/** Request bodies of single predictions. */
export function singleBodies(count: number): string[] {
  return customers(count).map((input, i) =>
    JSON.stringify({ query: PREDICT_ONE, variables: { input, subject: `customer-${i}` } }),
  );
}
