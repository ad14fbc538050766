import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

/** With errors, the document is there as long as it could be parsed. */
export type PreparedDocument =
  { document: DocumentNode } | { errors: readonly GraphQLError[]; document?: DocumentNode };

const MAX_CACHED = 1_000;
/** A batch of 500 customers written out in the document has some 20,000 tokens; more belongs into variables. */
export const MAX_TOKENS = 100_000;

/** Parses and validates each document once for a schema; the most recently used ones are kept. */
export function createDocuments(schema: GraphQLSchema) {
  const cache = new Map<string, PreparedDocument>();

  const prepare = (source: string): PreparedDocument => {
    try {
      const document = parse(source, { maxTokens: MAX_TOKENS });
      const errors = validate(schema, document, specifiedRules, { maxErrors: 20 });
      return errors.length > 0 ? { errors, document } : { document };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };

  return (source: string): PreparedDocument => {
    let prepared = cache.get(source);
    if (prepared) {
      cache.delete(source);
    } else {
      prepared = prepare(source);
      if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value ?? source);
    }
    cache.set(source, prepared);
    return prepared;
  };
}

const keys = new WeakMap<DocumentNode, number>();
let lastKey = 0;

/** A number that stands for a document as long as it lives. */
export function documentKey(document: DocumentNode): number {
  let key = keys.get(document);
  if (key === undefined) keys.set(document, (key = ++lastKey));
  return key;
}
