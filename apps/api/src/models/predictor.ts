import type { Failure } from '@kilter/core/errors/error-code';

/** Probabilities of `rows` rows, `columns` each (a regression's answer: one column), row by row. */
export interface ModelOutput {
  data: Float32Array;
  rows: number;
  columns: number;
}

/** Runs a loaded model. The only thing the rest of the house knows of ONNX. */
export interface Predictor {
  /** `inputs`: rows x features, float32, row by row. */
  run(inputs: Float32Array<ArrayBuffer>, rows: number): Promise<ModelOutput>;
}

export interface ModelFile {
  /** The model's bytes. */
  bytes: Uint8Array;
  inputName: string;
  outputName: string;
  features: number;
  /** Columns that the output must have; binary models may also answer with the positive class alone. */
  outputs: number[];
}

/** Loads models; a file that is no usable model is a failure with the reason, never a crash. */
export interface ModelRuntime {
  load(file: ModelFile): Promise<{ ok: true; predictor: Predictor } | { ok: false; failure: Failure }>;
  close(): Promise<void>;
}
