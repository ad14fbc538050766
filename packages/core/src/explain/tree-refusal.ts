import { failure, type Failure } from '../errors/error-code.ts';

/** Why a file's trees cannot be explained; sampling (sampled-shapley.ts) explains any model. */
export const treeRefusals = [
  /** The bytes are no ONNX file. */
  'NOT_ONNX',
  'NO_TREES',
  /** More than one ensemble: what becomes of their answers is not followed. */
  'SEVERAL_ENSEMBLES',
  /** The trees read something else than the model's input, e.g. what a scaler makes of it. */
  'PREPROCESSING',
  /** The trees' answer is changed by an operator that is not known here. */
  'POSTPROCESSING',
  /** Leaves are not added up (minimum or maximum over trees). */
  'NOT_ADDITIVE',
  /** Runtimes do not agree on what this combination of attributes answers, or it is not known here. */
  'UNSUPPORTED',
  /** Nodes that are not there, cycles, numbers of different count. */
  'INVALID_TREES',
] as const;
export type TreeRefusal = (typeof treeRefusals)[number];

export interface RefusedTrees {
  ok: false;
  reason: TreeRefusal;
  failure: Failure;
}

/** Thrown inside the readers; `readTreeModel` makes a value of it. */
export class UnreadableTrees extends Error {
  override readonly name = 'UnreadableTrees';
  readonly reason: TreeRefusal;

  constructor(reason: TreeRefusal, message: string) {
    super(message);
    this.reason = reason;
  }
}

export function refuse(reason: TreeRefusal, message: string): never {
  throw new UnreadableTrees(reason, message);
}

export function refused(reason: TreeRefusal, message: string): RefusedTrees {
  return { ok: false, reason, failure: failure('BAD_USER_INPUT', message) };
}
