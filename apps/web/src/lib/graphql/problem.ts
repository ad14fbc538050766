import type { CombinedError } from '@urql/core';

/** What went wrong with one field of an input. `field` is the API's path: `features.tenure`, `input.tenure`. */
export interface FieldProblem {
  field: string;
  message: string;
}

/** A failed request in the page's terms: told to the reader, and asked about by code. */
export class Problem extends Error {
  /** The API's error code; UNREACHABLE when no answer came at all. */
  readonly code: string;
  readonly fields: readonly FieldProblem[];

  constructor(code: string, message: string, fields: readonly FieldProblem[] = []) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.fields = fields;
  }
}

const sentences: Readonly<Record<string, string>> = {
  UNREACHABLE: 'The server does not answer. Is it running?',
  OVERLOADED: 'The server has more work than it can take just now. Try again in a moment.',
  STORAGE_UNAVAILABLE: 'The database is away, so this cannot be read or stored just now.',
  MODEL_NOT_LOADED: 'The model is not loaded, so it cannot answer yet.',
  UNKNOWN_MODEL: 'The server has no model of this name.',
  TOO_MANY_POINTS: 'This window has too many points. Choose a shorter one.',
  UNAUTHENTICATED: 'This server asks for an API key.',
  FORBIDDEN: 'This API key may not do that.',
  INTERNAL: 'The server failed at this. The details are in its log.',
};

interface ErrorLike {
  message: string;
  extensions?: Record<string, unknown> | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** GraphQL errors, from HTTP and from the socket alike. */
export function fromGraphQLErrors(errors: readonly ErrorLike[]): Problem {
  const [first] = errors;
  const code = text(first?.extensions?.code) ?? 'INTERNAL';
  const fields = errors.flatMap((error) => {
    const field = text(error.extensions?.field);
    return field ? [{ field, message: error.message }] : [];
  });
  return new Problem(code, sentences[code] ?? first?.message ?? 'The request failed.', fields);
}

export function fromCombinedError(error: CombinedError): Problem {
  if (error.graphQLErrors.length > 0) return fromGraphQLErrors(error.graphQLErrors);
  return new Problem('UNREACHABLE', sentences.UNREACHABLE ?? error.message);
}

const isErrorLike = (value: unknown): value is ErrorLike =>
  typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';

/** What a subscription's sink is given: GraphQL errors, a close event, or an exception. */
export function fromSocketError(error: unknown): Problem {
  if (Array.isArray(error) && error.every(isErrorLike)) return fromGraphQLErrors(error);
  return new Problem('UNREACHABLE', 'The live connection was cut.');
}
