import { type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Context } from '../context.ts';
import { createErrorFormatter, type ErrorFormatter } from '../errors.ts';
import { createSharedSubscribe } from '../live/share.ts';
import type { Logger } from '../logger.ts';
import { modelsAskedIn } from '../predictions/refused-requests.ts';
import { noteLeavingError } from '../request-errors/note-failures.ts';
import { createDocuments, type PreparedDocument } from './documents.ts';
import { createPlainExecution } from './plain-execution.ts';
import { createPlainValidation } from './plain-variables.ts';

/** What the three transports (HTTP, websocket, yoga for the rest) have in common. */
export interface GraphqlEngine {
  readonly schema: GraphQLSchema;
  readonly context: Context;
  readonly format: ErrorFormatter;
  readonly subscribe: ReturnType<typeof createSharedSubscribe>;
  /** Parsed and validated; errors are formatted already. */
  prepare(source: string): PreparedDocument;
  /** Runs a query or mutation in the common context; errors are formatted. */
  execute(args: Omit<ExecutionArgs, 'schema' | 'contextValue'>): Promise<ExecutionResult>;
  /** Another schema from now on, since the models have changed. */
  replaceSchema(schema: GraphQLSchema): void;
}

export function createGraphqlEngine(schema: GraphQLSchema, context: Context, log: Logger): GraphqlEngine {
  const { requestErrors: errors, registry, now } = context;
  const format = createErrorFormatter(log, (failure, document) =>
    noteLeavingError({ errors, registry, now }, failure, document),
  );
  const subscribe = createSharedSubscribe(format);
  const executeOperation = createPlainExecution();
  const validate = createPlainValidation();
  let current = { schema, prepare: createDocuments(schema) };
  return {
    get schema() {
      return current.schema;
    },
    context,
    format,
    subscribe,
    prepare: (source) => {
      const prepared = current.prepare(source);
      return 'errors' in prepared
        ? { errors: prepared.errors.map((error) => format.error(error, prepared.document)) }
        : prepared;
    },
    execute: async (args) => {
      const validated = validate({ ...args, schema: current.schema, contextValue: context });
      const result: ExecutionResult =
        'schema' in validated ? await executeOperation(validated) : { errors: validated };
      if (!('data' in result)) {
        for (const model of modelsAskedIn(args.document, context.registry.models()))
          context.countRefused(model, 1);
      }
      return format.result(result, args.document);
    },
    replaceSchema: (next) => {
      current = { schema: next, prepare: createDocuments(next) };
    },
  };
}
