import { z } from 'zod';
import { failure } from '../errors/error-code.ts';
import type { Cbpe, CbpeResult } from './cbpe.ts';

const share = z.number().min(0).max(1);
const samplingError = z.object({ deviation: z.number().nonnegative(), fraction: share }).nullable();
const limits = z.object({ lower: share.nullable(), upper: share.nullable() }).nullable();

function byMetricSchema<T extends z.ZodType>(value: T) {
  return z.object({
    accuracy: value,
    precision: value,
    recall: value,
    specificity: value,
    f1: value,
    rocAuc: value,
    prAuc: value,
  });
}

const schema = z.object({
  kind: z.literal('CBPE'),
  rows: z.number().int().positive(),
  /** Ascending scores with their probabilities; null where scores are left as they are. */
  calibration: z
    .object({ scores: z.array(z.number()).min(1), probabilities: z.array(share) })
    .refine(({ scores, probabilities }) => scores.length === probabilities.length, 'lengths differ')
    .nullable(),
  samplingErrors: byMetricSchema(samplingError),
  limits: byMetricSchema(limits),
});

export type CbpeJson = z.infer<typeof schema>;

/** What is kept of a reference, to be estimated with later. */
export function cbpeToJson({ rows, calibration, samplingErrors, limits: alertLimits }: Cbpe): CbpeJson {
  return {
    kind: 'CBPE',
    rows,
    calibration: calibration && {
      scores: [...calibration.scores],
      probabilities: [...calibration.probabilities],
    },
    samplingErrors,
    limits: alertLimits,
  };
}

/** Fails with BAD_USER_INPUT for anything that `cbpeToJson` does not write. */
export function cbpeFromJson(json: unknown): CbpeResult {
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, failure: failure('BAD_USER_INPUT', issue.message, issue.path.join('.') || null) };
  }
  const { rows, calibration, samplingErrors, limits: alertLimits } = parsed.data;
  return {
    ok: true,
    cbpe: {
      rows,
      calibration: calibration && {
        scores: Float64Array.from(calibration.scores),
        probabilities: Float64Array.from(calibration.probabilities),
      },
      samplingErrors,
      limits: alertLimits,
    },
  };
}
