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
