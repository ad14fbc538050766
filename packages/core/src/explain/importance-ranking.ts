import type { Reference } from '../features/reference.ts';

type Importance = NonNullable<Reference['importance']>;

export const importanceMethods = [
  'MEAN_ABSOLUTE_SHAP',
  'PERMUTATION',
] as const satisfies readonly Importance['method'][];

/** How much a feature counts in a model's answers. */
export interface RankedImportance {
  readonly feature: string;
  /** Of all features together, 0..1. */
  readonly importance: number;
  readonly method: Importance['method'];
  /** Rows that it was taken over. */
  readonly rows: number;
}

/** The most important first; features that the shares do not name are left out. */
export function rankImportance(
  { method, rows, shares }: Importance,
  features: readonly { name: string }[],
): RankedImportance[] {
  return features
    .flatMap(({ name }) =>
      Object.hasOwn(shares, name) ? [{ feature: name, importance: shares[name], method, rows }] : [],
    )
    .sort((a, b) => b.importance - a.importance);
}
