import type { EncodedRow } from '../features/feature-codec.ts';

/**
 * A row as the codec encodes it and as it is stored: one number a feature in the manifest's order (category code, NaN
 * missing or unseen), remarks by feature name, the text of unseen categories by feature name.
 */
export type QualityRow = Readonly<Pick<EncodedRow, 'flags' | 'raw'>> & {
  readonly values: ArrayLike<number>;
};

/** Why a feature has no finite number in a row; null where it has one. */
export function absence(row: QualityRow, feature: number, name: string): 'MISSING' | 'UNSEEN' | null {
  if (Number.isFinite(row.values[feature])) return null;
  return row.flags?.[name] === 'UNSEEN_CATEGORY' ? 'UNSEEN' : 'MISSING';
}

/** Rows that stand in columns (NaN missing), such as a training table, one after the other and without remarks. */
export function rowsOfColumns(columns: readonly ArrayLike<number>[]): QualityRow[] {
  const rows = columns.at(0)?.length ?? 0;
  return Array.from({ length: rows }, (_, row) => ({
    values: Float64Array.from(columns, (column) => column[row]),
    flags: null,
    raw: null,
  }));
}
