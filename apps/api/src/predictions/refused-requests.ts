import { Kind, type DocumentNode } from 'graphql';
import { typeName } from '@kilter/core/features/names';
import type { ServedModel } from '../models/registry.ts';

/**
 * The models whose typed mutation a document calls. When GraphQL itself refuses the variables (a wrong type, a missing
 * required feature), no resolver runs, and this is how the refusal still counts for its model.
 */
export function modelsAskedIn(document: DocumentNode, models: readonly ServedModel[]): ServedModel[] {
  const byField = new Map(
    models.flatMap((model) => {
      const field = `predict${typeName(model.name)}`;
      return [field, `${field}Batch`].map((name) => [name, model] as const);
    }),
  );
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((selection) =>
          selection.kind === Kind.FIELD ? (byField.get(selection.name.value) ?? []) : [],
        )
      : [],
  );
}
