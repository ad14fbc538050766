import { failure, type Failure } from '../../errors/error-code.ts';
import type { ColumnKind } from '../drift-result.ts';

/**
 * One feature over all rows of one side. A categorical value is the index of its category, as the feature codec writes
 * it. NaN is missing (so is an unseen category, which has no index); an infinity counts as missing too, and so does what
 * is larger than any measurement.
 */
export interface FeatureColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly values: ArrayLike<number>;
}

export function rowCountOf(columns: readonly FeatureColumn[]): number {
  return columns.length > 0 ? columns[0].values.length : 0;
}

/** Its fourth power, and sums of a million of them, stay finite. */
const LARGEST = 1e75;

export function isKnown(value: number): boolean {
  return Math.abs(value) <= LARGEST;
}

/** Why two sides cannot be compared, or null: the same features in the same order, and enough rows on both. */
export function comparisonProblem(
  reference: readonly FeatureColumn[],
  current: readonly FeatureColumn[],
  leastRows: number,
): Failure | null {
  return (
    sideProblem(reference, 'reference', leastRows) ??
    layoutProblem(reference, current) ??
    sideProblem(current, 'current', leastRows)
  );
}

/** Why the rows of one side cannot be used, or null. */
export function sideProblem(
  columns: readonly FeatureColumn[],
  side: string,
  leastRows: number,
): Failure | null {
  if (columns.length === 0) return failure('BAD_USER_INPUT', 'there are no features', side);
  const rows = rowCountOf(columns);
  const ragged = columns.find(({ values }) => values.length !== rows);
  if (ragged !== undefined) {
    return failure(
      'BAD_USER_INPUT',
      `has ${ragged.values.length} values, others have ${rows}`,
      `${side}.${ragged.name}`,
    );
  }
  return rows < Math.max(1, leastRows)
    ? failure(
        'INSUFFICIENT_DATA',
        `${rows} rows are too few: at least ${Math.max(1, leastRows)} are needed`,
        side,
      )
    : null;
}

/** Why columns do not have the features that are expected, in their order, or null. */
export function layoutProblem(
  expected: readonly Pick<FeatureColumn, 'name' | 'kind'>[],
  columns: readonly FeatureColumn[],
): Failure | null {
  if (columns.length !== expected.length) {
    return failure(
      'BAD_USER_INPUT',
      `has ${columns.length} features, the reference ${expected.length}`,
      'current',
    );
  }
  const other = columns.findIndex(
    ({ name, kind }, i) => name !== expected[i].name || kind !== expected[i].kind,
  );
  if (other === -1) return null;
  const { name, kind } = expected[other];
  return failure(
    'BAD_USER_INPUT',
    `must be ${name}, ${kind}, as in the reference`,
    `current.${columns[other].name}`,
  );
}
