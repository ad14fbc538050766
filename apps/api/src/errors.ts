import { randomUUID } from 'node:crypto';
import { GraphQLError, visit, type ASTNode, type DocumentNode, type ExecutionResult } from 'graphql';
import { errorCodes, failure, KilterError, type Failure } from '@kilter/core/errors/error-code';
import { databaseFailure } from '@kilter/db/errors';
import { currentRequestId } from './http/current-request.ts';
import type { Logger } from './logger.ts';

export interface ErrorFormatter {
  /** The one form of every error that leaves the server. */
  error(error: unknown, document?: DocumentNode): GraphQLError;
  result(result: ExecutionResult, document: DocumentNode): ExecutionResult;
}

/**
 * A `Failure` keeps its code and field; what GraphQL itself refuses (syntax, validation, coercion of variables) is
 * BAD_USER_INPUT with the field, when there is one; a database that is away is STORAGE_UNAVAILABLE; anything else is
 * INTERNAL: logged with an id, of which the client sees nothing but the id. `told` hears of each of them once.
 */
export function createErrorFormatter(
  log: Logger,
  told: (failure: Failure, document: DocumentNode | undefined) => void = () => undefined,
): ErrorFormatter {
  const failureOf = (
    error: unknown,
    document: DocumentNode | undefined,
  ): { failure: Failure; errorId?: string } => {
    const cause = rootCause(error);
    if (cause instanceof KilterError) return { failure: cause.failure };
    if (cause instanceof GraphQLError) return { failure: refusedByGraphql(cause, error, document) };
    if (databaseFailure(cause) === 'AWAY') {
      log.warn({ error: cause }, 'database is away');
      return { failure: failure('STORAGE_UNAVAILABLE', 'The database cannot be reached; try again.') };
    }
    const errorId = randomUUID();
    log.error({ errorId, requestId: currentRequestId(), error: cause }, 'unexpected error');
    return {
      failure: failure('INTERNAL', `Something went wrong on the server (error ${errorId}).`),
      errorId,
    };
  };

  // An error may pass twice: on its way through yoga.
  const formatted = new WeakSet<GraphQLError>();

  const format: ErrorFormatter['error'] = (error, document) => {
    if (error instanceof GraphQLError && formatted.has(error)) return error;
    const { failure: found, errorId } = failureOf(error, document);
    told(found, document);
    const { path, positions, nodes, source } = error instanceof GraphQLError ? error : new GraphQLError('');
    const result = new GraphQLError(found.message, {
      path,
      nodes,
      positions,
      source,
      extensions: {
        code: found.code,
        ...(found.field === null ? {} : { field: found.field }),
        retryable: errorCodes[found.code].retryable,
        ...(errorId === undefined ? {} : { errorId }),
      },
    });
    formatted.add(result);
    return result;
  };

  return {
    error: format,
    result: (result, document) =>
      result.errors ? { ...result, errors: result.errors.map((error) => format(error, document)) } : result,
  };
}

/** GraphQL wraps what resolvers and scalars throw, sometimes twice. */
function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function refusedByGraphql(cause: GraphQLError, error: unknown, document: DocumentNode | undefined): Failure {
  const outer = error instanceof GraphQLError ? error : cause;
  const variable = VARIABLE.exec(outer.message);
  if (variable) {
    const [, name, place = '', problem] = variable;
    const argument = (document && placeOf(document, (node) => isVariable(node, name))) ?? [name];
    return inputFailure([...argument, ...place.split(/[.[\]]+/).filter((part) => part !== '')], problem);
  }
  const argument = MISSING_ARGUMENT.exec(outer.message);
  if (argument) return inputFailure([argument[1]], 'is required');
  const wanted = outer.nodes?.[0];
  // By its location too: graphql-js names a copy of a list or an object.
  const isWanted = (node: ASTNode) => node === wanted || (node.loc !== undefined && node.loc === wanted?.loc);
  const literal = wanted && document && placeOf(document, isWanted);
  return literal ? inputFailure(literal, outer.message) : failure('BAD_USER_INPUT', outer.message);
}

// graphql-js names the place of a wrong value, and what is missing or unknown in it, only in its message:
// 'Variable "$items" has invalid value at [1].subject: String cannot represent ...'
const VARIABLE = /^Variable "\$(\w+)" has invalid value(?: at (\S+?))?: (.*)$/s;
const MISSING_ARGUMENT = /^Argument "\w+\.\w+\((\w+):\)" of type .* is required/;
const MISSING_FIELD = /to include required field "(\w+)"/;
const UNKNOWN_FIELD = /not to include unknown field "(\w+)"/;

function inputFailure(path: readonly string[], problem: string): Failure {
  const at = (more: readonly string[], words: string): Failure => {
    const field = [...path, ...more].join('.');
    return failure('BAD_USER_INPUT', `${field}: ${words}`, field);
  };
  const missing = MISSING_FIELD.exec(problem);
  if (missing) return at([missing[1]], 'is required');
  const unknown = UNKNOWN_FIELD.exec(problem);
  if (unknown) return at(path.at(-1) === unknown[1] ? [] : [unknown[1]], 'is not a known field');
  return at([], problem.includes('non-null type') ? 'is required' : problem);
}

function isVariable(node: ASTNode, name: string): boolean {
  return node.kind === 'Variable' && node.name.value === name;
}

/** Where a value stands among the arguments of a document: ["input", "tenure"]. Null for what is no argument. */
function placeOf(document: DocumentNode, isWanted: (node: ASTNode) => boolean): string[] | null {
  const path: string[] = [];
  let found: string[] | null = null;
  const stepOf = (node: ASTNode, key: string | number | undefined): string | null => {
    if (node.kind === 'Argument' || node.kind === 'ObjectField') return node.name.value;
    return typeof key === 'number' && path.length > 0 ? String(key) : null;
  };
  visit(document, {
    enter(node, key) {
      const step = stepOf(node, key);
      if (step !== null) path.push(step);
      if (found === null && path.length > 0 && isWanted(node)) found = [...path];
    },
    leave(node, key) {
      if (stepOf(node, key) !== null) path.pop();
    },
  });
  return found;
}
