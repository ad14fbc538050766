import { OperationTypeNode, type DocumentNode } from 'graphql';
import type { Failure } from '@kilter/core/errors/error-code';
import { currentRequestId, noteServerFailure } from '../http/current-request.ts';
import { isOurFailure } from '../http/request-meter.ts';
import type { Registry } from '../models/registry.ts';
import type { Predict } from '../predictions/predict.ts';
import { modelsAskedIn } from '../predictions/refused-requests.ts';
import type { RequestErrors } from './request-errors.ts';

/** `predict`, with every item that was refused or failed noted at the time of its event. */
export function notingFailures(
  predict: Predict,
  { errors, now }: { errors: RequestErrors; now(): number },
): Predict {
  return async (model, items, paths, origin) => {
    const results = await predict(model, items, paths, origin);
    for (let index = 0; index < results.length; index++) {
      const result = results[index];
      if (result.ok) continue;
      // What a simulation has fail did not fail its client.
      if (!origin && isOurFailure(result.failure.code)) noteServerFailure();
      errors.note(result.failure, {
        modelVersionId: model.champion.id,
        requestId: currentRequestId(),
        atMs: origin?.atMs(index) ?? now(),
      });
    }
    return results;
  };
}

/**
 * What leaves the server as an error of GraphQL: noted unless `predict` has done so, or it is a client's mistake in
 * something that is no prediction.
 */
export function noteLeavingError(
  { errors, registry, now }: { errors: RequestErrors; registry: Registry; now(): number },
  failure: Failure,
  document: DocumentNode | undefined,
): void {
  if (errors.isNoted(failure)) return;
  const isOurs = isOurFailure(failure.code);
  if (!isOurs && document !== undefined && !predicts(document)) return;
  const model = document && modelsAskedIn(document, registry.models()).at(0);
  const requestId = currentRequestId();
  errors.note(failure, { modelVersionId: model?.champion.id ?? null, requestId, atMs: now() });
}

/** Whether a document calls a mutation that takes predictions: `predict`, `predictChurnBatch`, `logPredictions`. */
export function predicts({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) =>
      definition.kind === 'OperationDefinition' &&
      definition.operation === OperationTypeNode.MUTATION &&
      definition.selectionSet.selections.some(
        (selection) =>
          selection.kind === 'Field' && /^(predict([A-Z]|$)|logPredictions$)/.test(selection.name.value),
      ),
  );
}
