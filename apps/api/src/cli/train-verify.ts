import type { Column } from '@kilter/core/training/dataset';
import { predict } from '@kilter/core/training/ensemble';
import type { TrainedModel } from '@kilter/core/training/train-model';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Greatest difference of a probability that float32 explains. */
const TOLERANCE = 1e-6;

/**
 * Runs the written file on the training rows and compares it with the trees it was written from, so that a runtime
 * that reads them differently is found here and not by its answers. Throws an Error of one line.
 */
export async function verifyOnnx(model: TrainedModel, columns: readonly Column[]): Promise<void> {
  const rows = columns[0].values.length;
  const session = await InferenceSession.create(model.onnx, { intraOpNumThreads: 1 });
  const { input, output } = model.manifest.onnx;
  const features = new Tensor('float32', interleave(columns), [rows, columns.length]);
  const answer = await session.run({ [input]: features });
  await session.release();
  const expected = predict(model.ensemble, columns);
  const served = Array.from(answer[output].data, Number);
  const worst = expected.reduce((worst, p, row) => Math.max(worst, Math.abs(p - served[2 * row + 1])), 0);
  if (!(worst <= TOLERANCE))
    throw new Error(`onnxruntime answers differently from the trained trees, by ${worst}`);
}

/** Columns to rows. */
function interleave(columns: readonly Column[]): Float32Array {
  const values = new Float32Array(columns.length * columns[0].values.length);
  columns.forEach((column, feature) => {
    column.values.forEach((value, row) => (values[row * columns.length + feature] = value));
  });
  return values;
}
