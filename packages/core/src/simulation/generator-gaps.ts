import type { Generator } from './generator.ts';

/** Patterns kept at most; with more, the rarest are left out. */
const MOST_PATTERNS = 256;

/**
 * Which features are missing together, most frequent first, with the rows by class. `values`: one array a feature, NaN
 * missing; `targets`: class indices.
 */
export function findGaps(
  names: readonly string[],
  values: readonly Float64Array[],
  targets: Float64Array,
): Generator['gaps'] {
  const patterns = new Map<string, { missing: string[]; rows: [number, number] }>();
  targets.forEach((target, row) => {
    const missing = names.filter((_, feature) => Number.isNaN(values[feature][row]));
    const key = missing.join();
    const pattern = patterns.get(key) ?? { missing, rows: [0, 0] };
    patterns.set(key, pattern);
    pattern.rows[target === 1 ? 1 : 0]++;
  });
  const all = [...patterns.values()].sort((a, b) => b.rows[0] + b.rows[1] - a.rows[0] - a.rows[1]);
  return all.slice(0, MOST_PATTERNS);
}
