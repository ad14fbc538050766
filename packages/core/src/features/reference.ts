import { z } from 'zod';

const count = z.number().int().nonnegative();

/** Exact: each distinct value with its count, ascending. Past 10,000 distinct values: 2,000 equal-width bins. */
const numericDistribution = z.object({
  kind: z.literal('NUMERIC'),
  missing: count,
  /** Sample mean and population standard deviation of the values present. */
  mean: z.number().nullable(),
  standardDeviation: z.number().nullable(),
  distribution: z.union([
    z.object({ values: z.array(z.number()), counts: z.array(count) }),
    z.object({ from: z.number(), to: z.number(), counts: z.array(count) }),
  ]),
});

/** Counts in the order of the manifest's categories. */
const categoricalDistribution = z.object({
  kind: z.literal('CATEGORICAL'),
  missing: count,
  counts: z.array(count),
});

/** By `nullLimits.rows`. */
const limits = z.array(z.number().nonnegative());
const nullLimits = z.object({
  /** Jensen-Shannon distance, base 2, over the bins that the reference fixes (drift/reference-bins.ts). */
  jensenShannon: limits,
  /** Wasserstein distance over the standard deviation; null for categories. */
  wasserstein: limits.nullable(),
});

/** Mean over repeats and population standard deviation between them. */
const metric = z.object({ name: z.string(), value: z.number(), standardDeviation: z.number().nullable() });

/**
 * What was normal when the model was trained; the file `models/<name>/reference.json`.
 * Scores and metrics are out-of-fold: no row is scored by a model that has seen it or a row related to it.
 */
export const referenceSchema = z.object({
  referenceVersion: z.literal(1),
  model: z.string(),
  rows: count,
  groups: count,
  /** By feature name, over the training rows. */
  features: z.record(
    z.string(),
    z.discriminatedUnion('kind', [numericDistribution, categoricalDistribution]),
  ),
  /**
   * Out-of-fold calibrated probabilities by true class, as counts over equal-width bins of [0, 1] (the last bin is
   * closed): `counts[c][b]` = rows whose true class is `classes[c]` and whose score lies in bin b. Binary models:
   * the score is the probability of the positive class; others: of the answered class.
   */
  scores: z.object({ bins: count, classes: z.array(z.string()), counts: z.array(z.array(count)) }).nullable(),
  /**
   * How far a feature moves by chance alone: the `quantile` of a statistic between the reference and `rows` rows drawn
   * from it. Null in files that were made without.
   */
  nullLimits: z
    .object({
      quantile: z.number(),
      rows: z.array(count.positive()),
      /** By feature name; one that never has a value is left out. */
      features: z.record(z.string(), nullLimits),
      /** Of `scores`, all classes together. */
      scores: nullLimits.nullable(),
    })
    .nullable()
    .default(null),
  /**
   * How much each feature counts in the answers, by feature name, as shares that sum to 1 (all 0 for a model without a
   * split). Null in files that were made without.
   */
  importance: z
    .object({
      /** Mean of |SHAP contribution| to the margin, or the mean loss when the feature's values are shuffled. */
      method: z.enum(['MEAN_ABSOLUTE_SHAP', 'PERMUTATION']),
      /** Rows that the mean was taken over. */
      rows: count,
      shares: z.record(z.string(), z.number().min(0).max(1)),
    })
    .nullable()
    .default(null),
  baseline: z.object({
    /** How the figures were made, in words and numbers. */
    method: z.string(),
    folds: count,
    repeats: count,
    threshold: z.number().nullable(),
    metrics: z.array(metric),
    /** The same metrics at a threshold that is useful for acting. */
    atUsefulThreshold: z.object({ threshold: z.number(), metrics: z.array(metric) }).nullable(),
    /** The same metrics by a random split, which related rows make look better than the truth. */
    leaky: z.array(metric),
  }),
});

export type Reference = z.infer<typeof referenceSchema>;
