import type { Manifest } from '../features/manifest.ts';

/** `smaller` is at most `greater` wherever both are known. Feature names. */
export interface OrderRule {
  readonly smaller: string;
  readonly greater: string;
}

/** A rule may be broken by this share of the rows: slips of the source. */
const MOST_BROKEN = 0.001;
/** Rows drawn without regard to each other would break a rule worth keeping at least this often. */
const LEAST_BY_CHANCE = 0.02;
const LEAST_ROWS = 100;

/**
 * Pairs of whole-number features of which one is (nearly) never greater than the other, although their values overlap
 * so much that chance would often make it so. `values`: one array a feature, NaN missing.
 */
export function findOrderRules({ features }: Manifest, values: readonly Float64Array[]): OrderRule[] {
  const whole = features.flatMap((feature, i) =>
    feature.kind === 'NUMERIC' && feature.integer ? { name: feature.name, values: values[i] } : [],
  );
  return whole.flatMap((smaller) =>
    whole
      .filter((greater) => greater !== smaller && isOrdered(smaller.values, greater.values))
      .map((greater) => ({ smaller: smaller.name, greater: greater.name })),
  );
}

function isOrdered(smaller: Float64Array, greater: Float64Array): boolean {
  const rows = Int32Array.from(smaller.keys()).filter((row) => !Number.isNaN(smaller[row] + greater[row]));
  const broken = rows.reduce((sum, row) => sum + Number(smaller[row] > greater[row]), 0);
  if (rows.length < LEAST_ROWS || broken > MOST_BROKEN * rows.length) return false;
  const chance = chanceOfGreater(
    Float64Array.from(rows, (row) => smaller[row]),
    Float64Array.from(rows, (row) => greater[row]),
  );
  return chance >= LEAST_BY_CHANCE;
}

/** The share of all pairs of one value of `a` and one of `b` in which a > b. */
function chanceOfGreater(a: Float64Array, b: Float64Array): number {
  a.sort();
  b.sort();
  let pairs = 0;
  let below = 0;
  for (const value of a) {
    while (below < b.length && b[below] < value) below++;
    pairs += below;
  }
  return pairs / (a.length * b.length);
}
