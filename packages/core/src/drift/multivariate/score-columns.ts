import { isKnown, type FeatureColumn } from './feature-column.ts';
import { rankColumn, type RankedColumn } from './rank-correlation.ts';

/** A feature as numbers whose order means something: itself, or of a categorical one whether it is one category. */
export interface ScoreColumn {
  readonly feature: string;
  /** Null for a numeric feature. */
  readonly category: number | null;
  readonly reference: RankedColumn;
  readonly current: RankedColumn;
}

/** Rows that a category must have on either side: with fewer the normal law does not hold. */
const LEAST_CATEGORY_ROWS = 30;
/** The most frequent of the reference's. */
const MOST_CATEGORIES = 12;

export function scoreColumns(reference: FeatureColumn, current: FeatureColumn): ScoreColumn[] {
  if (reference.kind === 'NUMERIC') return [scoreColumn(reference, current, null)];
  const counts = countCategories(reference);
  const currentCounts = countCategories(current);
  const frequent = [...counts.keys()]
    .filter((code) => Math.min(counts.get(code) ?? 0, currentCounts.get(code) ?? 0) >= LEAST_CATEGORY_ROWS)
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b)
    .slice(0, MOST_CATEGORIES);
  // Of two categories the second says nothing that the first does not.
  const isPair = frequent.length === 2 && counts.size === 2 && currentCounts.size === 2;
  return (isPair ? frequent.slice(0, 1) : frequent).map((code) => scoreColumn(reference, current, code));
}

function scoreColumn(reference: FeatureColumn, current: FeatureColumn, category: number | null): ScoreColumn {
  const score = ({ values }: FeatureColumn) =>
    rankColumn(category === null ? values : Float64Array.from(values, (code) => isCategory(code, category)));
  return { feature: reference.name, category, reference: score(reference), current: score(current) };
}

function isCategory(code: number, category: number): number {
  return isKnown(code) ? Number(code === category) : Number.NaN;
}

function countCategories({ values }: FeatureColumn): Map<number, number> {
  const counts = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    if (isKnown(values[row])) counts.set(values[row], (counts.get(values[row]) ?? 0) + 1);
  }
  return counts;
}
