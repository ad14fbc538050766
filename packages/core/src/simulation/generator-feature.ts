import { z } from 'zod';
import { packedTreeSchema } from './synthetic-tree.ts';

/** Shares at which a leaf of many values keeps its quantiles; denser at the ends, where a straight line errs most. */
export const QUANTILE_SHARES = [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

/** The values that a leaf's rows had: each with its count, ascending, or the quantiles at QUANTILE_SHARES. */
export const leafSchema = z.union([
  z
    .object({ values: z.array(z.number()).min(1), counts: z.array(z.number().int().positive()) })
    .refine(({ values, counts }) => values.length === counts.length, {
      message: 'a count is needed a value',
    }),
  z.object({ quantiles: z.array(z.number()).length(QUANTILE_SHARES.length) }),
]);

export type Leaf = z.infer<typeof leafSchema>;

/**
 * What the tree leaves of the dependence on earlier numbers. Within leaf l the feature's normal score is
 * sum over k of weight_k * (score_k) - shift_l + spread_l * e, where e is standard normal and score_k is the earlier
 * feature's value by its `scale`, held within +-3, 0 when missing.
 */
export const residualSchema = z.object({
  features: z.array(z.string()).min(1),
  weights: z.array(z.number()),
  /** By leaf. */
  shifts: z.array(z.number()),
  spreads: z.array(z.number().nonnegative()),
});

export type Residual = z.infer<typeof residualSchema>;

export const scaleSchema = z.object({ mean: z.number(), deviation: z.number().positive() });

export type Scale = z.infer<typeof scaleSchema>;

/** How one feature is drawn. */
export const generatorFeatureSchema = z.object({
  name: z.string(),
  /**
   * Which leaf a customer falls into by the features drawn before, by which features are missing, and by the class
   * (the index behind the last feature). A leaf holds its own number. Null for a feature that is always missing.
   */
  tree: packedTreeSchema.nullable(),
  leaves: z.array(leafSchema),
  /** Decimals of a value drawn between quantiles. */
  decimals: z.number().int().min(0).max(12),
  /** Null for categories and where all values are alike. */
  scale: scaleSchema.nullable(),
  residual: residualSchema.nullable(),
});

export type GeneratorFeature = z.infer<typeof generatorFeatureSchema>;

const MOST_DEVIATIONS = 3;

/** A value as later features' normal scores depend on it. */
export function scaled(value: number, { mean, deviation }: Scale): number {
  if (Number.isNaN(value)) return 0;
  return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, (value - mean) / deviation));
}
