import type { AttributionScale } from '@kilter/core/explain/explain-answer';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import type { Context } from '../context.ts';
import type { Explained, ExplainResult } from './model-explainer.ts';

export const explanationScales = ['ANSWER', 'MARGIN'] as const;
export type ExplanationScale = (typeof explanationScales)[number];

/** Why one answer is what it is. */
export interface Explanation {
  method: Explained['method'];
  scale: AttributionScale;
  baseValue: number;
  /** baseValue and all contributions together. */
  answer: number;
  /** The strongest first. */
  contributions: Contribution[];
}

export interface Contribution {
  feature: string;
  /** As it was sent; null where it was missing. */
  value: number | string | null;
  contribution: number;
  standardError: number | null;
}

/** By row, so that the account and the reason why there is none are made once. */
const explained = new WeakMap<PredictionRow, Promise<ExplainResult>>();

/** Explains a stored prediction, if its version is loaded. */
export function explainRow(
  { registry }: Pick<Context, 'registry'>,
  row: PredictionRow,
): Promise<ExplainResult> {
  const known = explained.get(row);
  if (known) return known;
  const { modelName, version } = registry.version(row.modelVersionId);
  const model = registry.models().find(({ name }) => name === modelName);
  const result: Promise<ExplainResult> =
    model?.explainer && model.champion.id === row.modelVersionId
      ? model.explainer.explain(row)
      : Promise.resolve({ ok: false, reason: `Version ${version} of "${modelName}" is not loaded.` });
  explained.set(row, result);
  return result;
}

/** Null where there is no account: `whyUnexplained` says why. */
export async function readExplanation(
  needs: Pick<Context, 'registry'>,
  row: PredictionRow,
  wanted: ExplanationScale,
): Promise<Explanation | null> {
  const result = await explainRow(needs, row);
  if (!result.ok) return null;
  const { method, scale, parts, onAnswerScale, standardErrors } = result.explained;
  const isOnAnswer = wanted === 'ANSWER' && onAnswerScale !== null;
  const { baseValue, contributions, margin } = isOnAnswer ? onAnswerScale : parts;
  const { manifest, codec } = needs.registry.version(row.modelVersionId);
  const values = codec.decode({ values: row.features, raw: row.raw });
  return {
    method,
    scale: isOnAnswer ? 'ANSWER' : scale,
    baseValue,
    answer: margin,
    contributions: manifest.features
      .map(({ name }, i) => ({
        feature: name,
        value: values[name],
        contribution: contributions[i],
        standardError: standardErrors?.[i] ?? null,
      }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  };
}

export async function whyUnexplained(
  needs: Pick<Context, 'registry'>,
  row: PredictionRow,
): Promise<string | null> {
  const result = await explainRow(needs, row);
  return result.ok ? null : result.reason;
}
