import { backgroundRows } from '@kilter/core/explain/background-rows';
import { compileExplainer } from '@kilter/core/explain/compile-explainer';
import type { AnswerAttribution, AttributionScale } from '@kilter/core/explain/explain-answer';
import {
  explainedColumn,
  explainedNumber,
  explainStored,
  isSameAnswer,
  type StoredAnswer,
} from '@kilter/core/explain/explain-stored';
import { sampleShapley, type SampledAttribution } from '@kilter/core/explain/sampled-shapley';
import type { ScoreRows } from '@kilter/core/explain/score-rows';
import type { TreeExplainerResult } from '@kilter/core/explain/tree-explainer';
import { compileFeatureCodec } from '@kilter/core/features/feature-codec';
import type { Manifest } from '@kilter/core/features/manifest';
import type { Reference } from '@kilter/core/features/reference';
import { MAX_BATCH_ROWS, type MicroBatcher } from '../models/micro-batcher.ts';
import { createTurns, type TakeTurn } from './turns.ts';

export const explanationMethods = ['TREE_SHAP', 'SAMPLED_SHAPLEY'] as const;

/** A stored answer taken apart. */
export interface Explained {
  method: (typeof explanationMethods)[number];
  scale: AttributionScale;
  /** `baseValue` + contributions = `margin`. Contributions in the manifest's order. */
  parts: Attributed;
  /** The same in the answer's own unit; null where there is no such account. */
  onAnswerScale: Attributed | null;
  /** Of sampled contributions; null for exact ones. */
  standardErrors: Float64Array | null;
}

type Attributed = Pick<AnswerAttribution, 'baseValue' | 'contributions' | 'margin'>;

export type ExplainResult = { ok: true; explained: Explained } | { ok: false; reason: string };

/** A prediction as far as it is explained. */
export interface ExplainableRow extends StoredAnswer {
  /** As the codec encodes them. */
  readonly features: readonly number[];
}

/** Explains the answers of one loaded model. */
export interface ModelExplainer {
  /** Answers one row at a time. Never throws: what cannot be explained has a reason. */
  explain(row: ExplainableRow): Promise<ExplainResult>;
  /** The exact explainer, made once; its failure for a model that is no tree ensemble. */
  trees(): TreeExplainerResult;
  /** A stored row as the model takes it. */
  inputOf(features: readonly number[]): Float32Array;
  takeTurn: TakeTurn;
}

/** Larger files are not taken apart: their trees would take as much memory again. */
const MOST_FILE_BYTES = 8 * 1024 * 1024;
const TIME_LIMIT_MS = 5_000;
const BACKGROUND_ROWS = 100;
/** For how training rows spread over nodes. */
const SPREAD_ROWS = 2_000;
const SEED = 1;
/** 36 scores each for 18 features. */
const PAIRS = 100;

interface Dependencies {
  /** Of the model; null while it is not loaded. */
  onnx: Uint8Array | null;
  batcher: MicroBatcher | null;
  manifest: Manifest;
  reference: Reference | null;
}

export function createModelExplainer({ onnx, batcher, manifest, reference }: Dependencies): ModelExplainer {
  const codec = compileFeatureCodec(manifest);
  const takeTurn = createTurns();
  const inputOf: ModelExplainer['inputOf'] = (features) => {
    const input = new Float32Array(codec.width);
    codec.modelInput(features, input, 0);
    return input;
  };
  const background = (rows: number) =>
    reference === null
      ? []
      : backgroundRows(manifest.features, reference, rows, SEED).map((row) => inputOf([...row]));

  let bytes = onnx;
  let made: TreeExplainerResult | null = null;
  const trees = (): TreeExplainerResult => {
    made ??= compile(bytes, manifest, () => background(SPREAD_ROWS));
    // The trees are what is kept.
    bytes = null;
    return made;
  };

  /** Rows that were sampled from: the same for every row. */
  let against: Float32Array[] | null = null;

  const explain = async (row: ExplainableRow, askedMs: number): Promise<ExplainResult> => {
    const stored = explainedNumber(row);
    if (stored === null) return refuse('The prediction failed: there is no answer to explain.');
    if (batcher === null) return refuse('The model is not loaded.');
    const input = inputOf(row.features);
    const exact = trees();
    if (exact.ok) {
      const attribution = explainStored(exact.explainer, manifest, input, row);
      return attribution === null ? refuse(NOT_ITS_ANSWER) : { ok: true, explained: exactly(attribution) };
    }
    against ??= background(BACKGROUND_ROWS);
    if (against.length === 0) {
      return refuse('The model has no trees to read and no reference.json to compare with.');
    }
    const score = scoreBy(batcher, manifest, row.label, askedMs + TIME_LIMIT_MS);
    const options = { pairs: PAIRS, seed: SEED, batchRows: MAX_BATCH_ROWS };
    const sampled = await sampleShapley(score, input, against, options);
    if (!sampled.ok) return refuse(sampled.failure.message);
    const isStored = isSameAnswer(sampled.attribution.margin, stored);
    return isStored ? { ok: true, explained: approximately(sampled.attribution) } : refuse(NOT_ITS_ANSWER);
  };

  return {
    explain: (row) => {
      const askedMs = Date.now();
      return takeTurn(() =>
        explain(row, askedMs).catch((error: unknown) =>
          refuse(error instanceof TimeIsUp ? error.message : `The model failed: ${String(error)}`),
        ),
      );
    },
    trees,
    inputOf,
    takeTurn,
  };
}

const NOT_ITS_ANSWER =
  'The loaded model answers something else to this row: the stored answer is not its own.';

const refuse = (reason: string): ExplainResult => ({ ok: false, reason });

function compile(
  onnx: Uint8Array | null,
  manifest: Manifest,
  background: () => Float32Array[],
): TreeExplainerResult {
  const refused = (message: string): TreeExplainerResult => ({
    ok: false,
    failure: { code: 'MODEL_NOT_LOADED', message, field: null },
  });
  if (onnx === null) return refused('the model is not loaded');
  if (onnx.length > MOST_FILE_BYTES) return refused('the model file is too large to be taken apart');
  return compileExplainer(onnx, manifest.onnx.output, background);
}

function exactly(attribution: AnswerAttribution): Explained {
  const { scale, onAnswerScale } = attribution;
  return { method: 'TREE_SHAP', scale, parts: attribution, onAnswerScale, standardErrors: null };
}

function approximately(attribution: SampledAttribution): Explained {
  const { standardErrors } = attribution;
  return {
    method: 'SAMPLED_SHAPLEY',
    scale: 'ANSWER',
    parts: attribution,
    onAnswerScale: attribution,
    standardErrors,
  };
}

class TimeIsUp extends Error {
  override readonly name = 'TimeIsUp';
}

/** The answer that is explained, by the model itself, beside the requests that it serves. Throws past the time limit. */
function scoreBy(
  batcher: MicroBatcher,
  manifest: Manifest,
  label: number | null,
  untilMs: number,
): ScoreRows {
  return async (rows) => {
    if (Date.now() > untilMs) {
      throw new TimeIsUp(
        `The explanation took longer than ${TIME_LIMIT_MS / 1000} s; ask for fewer at a time.`,
      );
    }
    const { data, columns } = await batcher.run(rows.length, (target, offset) => {
      rows.forEach((row, i) => target.set(row, offset + i * row.length));
    });
    const column = explainedColumn(manifest, columns, label);
    return Float64Array.from(rows, (_, i) => data[i * columns + column]);
  };
}
