import type { Column } from '../../training/dataset.ts';
import type { Random } from '../../training/random.ts';
import type { ChangeWindow } from '../change-window.ts';

/** How the rows of a window are drawn. */
export interface World {
  /** Chance that the first column is 1 (else 0). */
  readonly first: number;
  /** Chance of the metric's 1 by the first and the third column (categories 0 to 2). */
  readonly metric: (first: number, third: number) => number;
}

/** Two numeric columns (the second says nothing), one of categories, and a 0/1 metric. */
export function drawWindow(rows: number, { first, metric }: World, random: Random): ChangeWindow {
  const columns: Column[] = [
    { kind: 'NUMERIC', values: new Float32Array(rows) },
    { kind: 'NUMERIC', values: new Float32Array(rows) },
    { kind: 'CATEGORICAL', values: new Float32Array(rows) },
  ];
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const drawn = [Number(random() < first), Math.floor(10 * random()), Math.floor(3 * random())];
    columns.forEach((column, k) => (column.values[row] = drawn[k]));
    values[row] = Number(random() < metric(drawn[0], drawn[2]));
  }
  return { values, columns };
}
