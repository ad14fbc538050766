import type { FeatureColumn } from '../feature-column.ts';

/** A table by rule, with gaps and ties. `isShifted`: one column moves, one turns round, and a new category comes. */
export function madeColumns(from: number, to: number, isShifted: boolean): FeatureColumn[] {
  const column = (name: string, kind: FeatureColumn['kind'], valueOf: (i: number) => number) => ({
    name,
    kind,
    values: Float64Array.from({ length: to - from }, (_, row) => valueOf(from + row)),
  });
  return [
    column('x', 'NUMERIC', (i) => (i % 11 === 0 ? Number.NaN : ((37 * i) % 101) + (isShifted ? 3 : 0))),
    column('y', 'NUMERIC', (i) => 0.5 * ((37 * i) % 101) + ((53 * i) % 17)),
    column('z', 'NUMERIC', (i) => ((i * i) % 13) * (isShifted ? -1 : 1)),
    column('c', 'CATEGORICAL', (i) => {
      if (i % 13 === 0) return Number.NaN;
      return isShifted && i % 9 === 0 ? 4 : ((i * 7) % 10) % 4;
    }),
  ];
}

/** Each row `times` over. */
export function repeatRows(columns: readonly FeatureColumn[], times: number): FeatureColumn[] {
  return columns.map((column) => ({
    ...column,
    values: Array.from({ length: times }, () => Array.from(column.values)).flat(),
  }));
}
