import { annotationProblem } from '@kilter/core/annotations/annotation';
import { KilterError } from '@kilter/core/errors/error-code';
import type { WindowRequest } from '@kilter/core/monitoring/window';
import { addAnnotation, listAnnotations, type AnnotationRow } from '@kilter/db/queries/annotation';
import { findMonitored } from '../alerts/monitored-models.ts';
import type { Context } from '../context.ts';
import { windowOf } from '../monitoring/read-counters.ts';

/** What somebody writes at a point in time; `model` left out: it is about all models. */
export interface NewAnnotation {
  at: Date;
  text: string;
  model?: string | null;
}

export async function annotate(
  { entities, registry }: Pick<Context, 'entities' | 'registry'>,
  { at, text, model }: NewAnnotation,
): Promise<AnnotationRow> {
  const problem = annotationProblem(text);
  if (problem) throw new KilterError(problem);
  const modelId = model == null ? null : findMonitored(registry, model).champion.modelId;
  return addAnnotation(entities, { modelId, at, text: text.trim() });
}

/** The annotations of a window that are about a model, or about all of them. */
export async function readAnnotations(
  { entities, registry, now }: Pick<Context, 'entities' | 'registry' | 'now'>,
  model: string | null | undefined,
  request: WindowRequest | null | undefined,
): Promise<AnnotationRow[]> {
  const { modelId } = findMonitored(registry, model).champion;
  return listAnnotations(entities, { modelId, ...windowOf(request, now()) });
}
