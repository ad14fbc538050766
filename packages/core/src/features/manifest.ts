import { z } from 'zod';
import { checkProblem, manifestCheckSchema } from './manifest-checks.ts';

/** How a missing value reaches the model: as NaN, which the model was trained on, or as a fixed value. */
const missingPolicy = z.union([z.literal('NATIVE'), z.object({ value: z.union([z.number(), z.string()]) })]);

const featureBase = {
  /** The name in the API: camelCase, a valid GraphQL name. */
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  /** The name in the source data. */
  column: z.string().min(1),
  description: z.string().default(''),
  /** A required feature that is missing refuses the input; an optional one is served and flagged. */
  required: z.boolean(),
  missing: missingPolicy.default('NATIVE'),
};

export const numericFeatureSchema = z.object({
  ...featureBase,
  kind: z.literal('NUMERIC'),
  /** Every known value is a whole number. */
  integer: z.boolean().default(false),
  /** The usual range (0.1 % and 99.9 % quantiles of the reference); outside of it a value is served and flagged. */
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
});

export const categoricalFeatureSchema = z.object({
  ...featureBase,
  kind: z.literal('CATEGORICAL'),
  /** The known categories; the model sees a category as its index here. */
  categories: z.array(z.string()).min(1).max(10_000),
  /** Other spellings of a category, e.g. {"Phone": "Mobile Phone"}: never flagged as unseen. */
  synonyms: z.record(z.string(), z.string()).default({}),
});

export const featureSchema = z.discriminatedUnion('kind', [numericFeatureSchema, categoricalFeatureSchema]);

const ratio = z.number().min(0).max(1);

const targetsSchema = z.object({
  /** Share of the time in which the server is alive. */
  availability: ratio.default(0.999),
  /** Of all requests: those that the server failed. */
  failedRequestRate: ratio.default(0.01),
  responseTimeMs: z.number().positive().default(1000),
  /** An average that long is no longer bearable; null: twice `responseTimeMs`. */
  responseTimeLimitMs: z.number().positive().nullable().default(null),
  accuracy: ratio.default(0.85),
  confidence: ratio.default(0.8),
  errorRate: ratio.default(0.05),
});

/**
 * What a model takes, answers and promises; the file `models/<name>/manifest.json`.
 * Everything typed about a model (GraphQL input, codec, form on the page) is made from it.
 */
export const manifestSchema = z
  .object({
    manifestVersion: z.literal(1),
    name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    version: z.string().min(1).max(64),
    title: z.string(),
    description: z.string().default(''),
    task: z.enum(['BINARY_CLASSIFICATION', 'MULTICLASS_CLASSIFICATION', 'REGRESSION']),
    features: z.array(featureSchema).min(1).max(1000),
    /** The column that names who or what is predicted; never a feature. */
    subject: z.object({ column: z.string() }).nullable().default(null),
    /** The column of the truth, and how its values map to classes ({"1": "churn"}). */
    target: z.object({ column: z.string(), values: z.record(z.string(), z.string()).default({}) }),
    /** In the order of the model's probabilities; empty for a regression. */
    classes: z.array(z.string()).max(1000).default([]),
    positiveClass: z.string().nullable().default(null),
    /** A binary model answers the positive class when its probability is at least this. */
    threshold: ratio.default(0.5),
    onnx: z
      .object({ file: z.string().default('model.onnx'), input: z.string(), output: z.string() })
      .default({ file: 'model.onnx', input: 'features', output: 'probabilities' }),
    /** Names of the features by whose values figures are split. */
    segments: z.array(z.string()).default([]),
    /** What has to hold of the rows besides the features' own ranges and categories. */
    checks: z.array(manifestCheckSchema).max(1000).default([]),
    /** How long after a prediction its outcome may come, in days, and what silence means. */
    outcome: z
      .object({
        windowDays: z.number().positive(),
        absentMeans: z.string().nullable(),
        graceDays: z.number().nonnegative(),
      })
      .nullable()
      .default(null),
    /** What counts as good; defaults suit most models. */
    targets: targetsSchema.prefault({}),
    /** The worth of each kind of answer (positive: gain, negative: loss), in `currency` a subject. */
    costs: z
      .object({
        currency: z.string(),
        truePositive: z.number(),
        falsePositive: z.number(),
        falseNegative: z.number(),
        trueNegative: z.number(),
        /** What a subject of the positive class is worth that is lost with it; null: not said. */
        valuePerSubject: z.number().nullable().default(null),
        /** Of what is done about one subject; null: what a false positive loses. */
        actionCost: z.number().nonnegative().nullable().default(null),
      })
      .nullable()
      .default(null),
    /** How much can be done about the answers: the share of the subjects, those with the highest scores first. */
    capacity: z
      .object({ share: z.number().gt(0).max(1) })
      .nullable()
      .default(null),
    /** Where the model comes from. */
    training: z
      .object({
        trainedAt: z.iso.datetime(),
        algorithm: z.string(),
        parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
        seed: z.number().int(),
        rows: z.number().int(),
        groups: z.number().int(),
        dataSha256: z.string(),
      })
      .nullable()
      .default(null),
  })
  .superRefine((manifest, context) => {
    const fail = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const seen = new Set<string>();
    manifest.features.forEach((feature, i) => {
      if (seen.has(feature.name)) fail(['features', i, 'name'], `"${feature.name}" stands twice`);
      seen.add(feature.name);
      if (feature.kind !== 'CATEGORICAL') return;
      for (const [synonym, category] of Object.entries(feature.synonyms)) {
        if (!feature.categories.includes(category)) {
          fail(['features', i, 'synonyms', synonym], `"${category}" is not a category`);
        }
      }
    });
    manifest.segments.forEach((segment, i) => {
      if (!seen.has(segment)) fail(['segments', i], `"${segment}" is not a feature`);
    });
    const kinds = new Map(manifest.features.map(({ name, kind }) => [name, kind]));
    manifest.checks.forEach((check, i) => {
      const problem = checkProblem(check, kinds);
      if (problem !== null) fail(['checks', i, problem.field], problem.message);
    });
    const { responseTimeMs, responseTimeLimitMs } = manifest.targets;
    if (responseTimeLimitMs !== null && responseTimeLimitMs <= responseTimeMs) {
      fail(['targets', 'responseTimeLimitMs'], 'must be more than responseTimeMs');
    }
    if (manifest.task === 'REGRESSION') return;
    if (manifest.classes.length < 2) fail(['classes'], 'a classifier needs two or more classes');
    if (manifest.task !== 'BINARY_CLASSIFICATION') return;
    if (manifest.classes.length !== 2) fail(['classes'], 'a binary classifier has two classes');
    if (manifest.positiveClass === null || !manifest.classes.includes(manifest.positiveClass)) {
      fail(['positiveClass'], 'must be one of the classes');
    }
  });

export type Manifest = z.infer<typeof manifestSchema>;
export type Feature = z.infer<typeof featureSchema>;
export type NumericFeature = z.infer<typeof numericFeatureSchema>;
export type CategoricalFeature = z.infer<typeof categoricalFeatureSchema>;
export type Task = Manifest['task'];

/** Reads a manifest from parsed JSON. A failure is one line that names the place: `features.3.kind: ...`. */
export function parseManifest(
  json: unknown,
): { ok: true; manifest: Manifest } | { ok: false; message: string } {
  const result = manifestSchema.safeParse(json);
  if (result.success) return { ok: true, manifest: result.data };
  const issue = result.error.issues[0];
  return { ok: false, message: `${issue.path.join('.') || 'manifest'}: ${issue.message}` };
}
