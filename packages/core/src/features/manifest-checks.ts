import { z } from 'zod';
import { compileTextPattern } from './text-pattern.ts';

const share = z.number().min(0).max(1);

/** A share of the rows that may break a check before it alerts. */
const toleratedShare = share.default(0.01);

export const comparisonOperators = ['<', '<=', '=', '!=', '>=', '>'] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];

const checkBase = {
  /** What the check is for, in words. */
  description: z.string().default(''),
};

/** `left operator right` holds wherever both are known, e.g. couponUsed <= orderCount. */
const crossFieldCheck = z.object({
  ...checkBase,
  kind: z.literal('CROSS_FIELD'),
  /** Name of a numeric feature. */
  left: z.string(),
  operator: z.enum(comparisonOperators),
  /** Name of a numeric feature, or a number. */
  right: z.union([z.string(), z.number()]),
  allowedShare: toleratedShare,
});

/** The whole text of a categorical feature matches, the texts of unseen categories included. */
const patternCheck = z.object({
  ...checkBase,
  kind: z.literal('PATTERN'),
  /** Name of a categorical feature. */
  feature: z.string(),
  /** See `compileTextPattern`. */
  pattern: z.string(),
  allowedShare: toleratedShare,
});

/** At most this share of the rows is missing, or of the known values is zero. */
const allowedShareCheck = z.object({
  ...checkBase,
  kind: z.literal('ALLOWED_SHARE'),
  feature: z.string(),
  of: z.enum(['MISSING', 'ZERO']),
  allowedShare: share,
});

export const manifestCheckSchema = z.discriminatedUnion('kind', [
  crossFieldCheck,
  patternCheck,
  allowedShareCheck,
]);

export type ManifestCheck = z.infer<typeof manifestCheckSchema>;

/** Why a check cannot be evaluated: the field that is wrong and what about it; null when it can. */
export interface CheckProblem {
  readonly field: string;
  readonly message: string;
}

export function checkProblem(
  check: ManifestCheck,
  kinds: ReadonlyMap<string, 'NUMERIC' | 'CATEGORICAL'>,
): CheckProblem | null {
  switch (check.kind) {
    case 'CROSS_FIELD': {
      const right =
        typeof check.right === 'string' ? kindProblem('right', check.right, 'NUMERIC', kinds) : null;
      return kindProblem('left', check.left, 'NUMERIC', kinds) ?? right;
    }
    case 'PATTERN': {
      const pattern = compileTextPattern(check.pattern);
      const problem = kindProblem('feature', check.feature, 'CATEGORICAL', kinds);
      return problem ?? (pattern.ok ? null : { field: 'pattern', message: pattern.message });
    }
    case 'ALLOWED_SHARE':
      return kindProblem('feature', check.feature, check.of === 'ZERO' ? 'NUMERIC' : null, kinds);
  }
}

/** `needed` null: any kind will do. */
function kindProblem(
  field: string,
  feature: string,
  needed: 'NUMERIC' | 'CATEGORICAL' | null,
  kinds: ReadonlyMap<string, 'NUMERIC' | 'CATEGORICAL'>,
): CheckProblem | null {
  const kind = kinds.get(feature);
  if (kind === undefined) return { field, message: `"${feature}" is not a feature` };
  if (needed === null || kind === needed) return null;
  return { field, message: `"${feature}" is ${kind.toLowerCase()}, not ${needed.toLowerCase()}` };
}
