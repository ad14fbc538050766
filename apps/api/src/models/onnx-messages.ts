import type { ModelFile, ModelOutput } from './predictor.ts';

/** Between the main thread and the worker; `id` pairs a request with its reply. */
export type OnnxRequest =
  | { kind: 'LOAD'; id: number; model: number; file: ModelFile }
  | { kind: 'RUN'; id: number; model: number; inputs: Float32Array<ArrayBuffer>; rows: number }
  | { kind: 'CLOSE'; id: number };

export type OnnxReply =
  | { kind: 'LOADED' | 'CLOSED'; id: number }
  | { kind: 'OUTPUT'; id: number; output: ModelOutput }
  | { kind: 'FAILED'; id: number; message: string };
