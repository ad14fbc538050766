import { readFileSync } from 'node:fs';
import { z } from 'zod';

const folder = new URL('./fixtures/', import.meta.url);

/** null stands for NaN. */
const number = z.number().nullable();
const row = z.array(number).transform((values) => Float64Array.from(values, (value) => value ?? NaN));
const explained = z.object({ contributions: z.array(row), base: z.number() });

/** What other libraries say of the .onnx files beside it; make-fixtures.py says how it was made. */
const expectedSchema = z.object({
  /** Rows to be explained are the first ones, those of the background the last; `gaps` has missing values. */
  rows: z.array(row),
  gaps: z.array(row),
  background: z.number(),
  models: z.record(
    z.string(),
    z.object({
      gaps: z.boolean(),
      /** By onnxruntime. */
      answers: z.array(row),
      /** By shap (for XGBoost and LightGBM's path-dependent values: by those libraries). */
      pathDependent: explained.optional(),
      interventional: explained.optional(),
    }),
  ),
});

export type ExpectedModel = z.infer<typeof expectedSchema>['models'][string];

export const expected = expectedSchema.parse(
  JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')),
);
export const names = Object.keys(expected.models);

export function readFixture(name: string): Uint8Array {
  return readFileSync(new URL(`${name}.onnx`, folder));
}

export function rowsOf(name: string): Float64Array[] {
  return expected.models[name].gaps ? expected.gaps : expected.rows;
}
