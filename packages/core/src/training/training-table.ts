import { compileFeatureCodec } from '../features/feature-codec.ts';
import type { Manifest } from '../features/manifest.ts';
import type { Column } from './dataset.ts';

/** Rows with their truth, ready to train on. */
export interface TrainingTable {
  /** What the model sees, one column a feature in the manifest's order: float32, gaps filled by the missing policy. */
  readonly columns: readonly Column[];
  /** What was known, likewise: the values as they stand in the data, NaN for missing and unseen. */
  readonly values: readonly Float64Array[];
  /** Class index of each row, or the value of a regression. */
  readonly targets: Float64Array;
}

/**
 * Turns encoded rows (the codec's `values`: one number a feature, NaN for missing or unseen) on their side. Rows that
 * were served and stored can be trained on just as rows read from a file.
 */
export function trainingTable(
  manifest: Manifest,
  rows: readonly ArrayLike<number>[],
  targets: ArrayLike<number>,
): TrainingTable {
  const { features } = manifest;
  const codec = compileFeatureCodec(manifest);
  const values = features.map(() => new Float64Array(rows.length));
  const columns = features.map(({ kind }) => ({ kind, values: new Float32Array(rows.length) }));
  const input = new Float32Array(features.length);
  rows.forEach((row, i) => {
    codec.modelInput(row, input, 0);
    for (let feature = 0; feature < features.length; feature++) {
      values[feature][i] = row[feature];
      columns[feature].values[i] = input[feature];
    }
  });
  return { columns, values, targets: Float64Array.from(targets) };
}
