import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { compileFeatureCodec } from '../features/feature-codec.ts';
import { manifestSchema } from '../features/manifest.ts';
import { referenceSchema } from '../features/reference.ts';
import { generatorSchema } from '../simulation/generator.ts';
import { compileSyntheticModel } from '../simulation/synthetic-model.ts';
import { truthSchema } from '../simulation/truth.ts';
import { compileCounterLayout, layoutToStore } from '../sketches/rollup-counters.ts';

const folder = new URL('../../../../models/churn/', import.meta.url);

export const readShipped = (file: string): Buffer => readFileSync(new URL(file, folder));
const readJson = (file: string): unknown => JSON.parse(readShipped(file).toString());

export const manifest = manifestSchema.parse(readJson('manifest.json'));
export const reference = referenceSchema.parse(readJson('reference.json'));
export const truth = truthSchema.parse(readJson('truth.json'));
/** The synthetic customers of the churn model. */
export const synthetic = compileSyntheticModel(
  manifest,
  generatorSchema.parse(readJson('generator.json')),
  truth,
);

const codec = compileFeatureCodec(manifest);
let session: Promise<InferenceSession> | undefined;

/** Probabilities of churn by the model that ships; rows are in the manifest's feature order, NaN missing. */
export async function scoreShipped(rows: readonly ArrayLike<number>[]): Promise<Float64Array> {
  if (rows.length === 0) return new Float64Array();
  session ??= InferenceSession.create(readShipped(manifest.onnx.file));
  const input = new Float32Array(rows.length * codec.width);
  rows.forEach((row, i) => codec.modelInput(row, input, i * codec.width));
  const tensor = new Tensor('float32', input, [rows.length, codec.width]);
  const answer = await (await session).run({ [manifest.onnx.input]: tensor });
  const probabilities = answer[manifest.onnx.output].data;
  return Float64Array.from(rows, (_, i) => Number(probabilities[2 * i + 1]));
}

/** How its rows are counted. */
export const churnLayout = compileCounterLayout(manifest, layoutToStore(manifest, reference));
