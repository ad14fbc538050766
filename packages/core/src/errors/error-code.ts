/** Every way in which a request can fail, with whether the same request may succeed later. */
export const errorCodes = {
  BAD_USER_INPUT: { retryable: false },
  UNKNOWN_MODEL: { retryable: false },
  MODEL_NOT_LOADED: { retryable: true },
  OVERLOADED: { retryable: true },
  STORAGE_UNAVAILABLE: { retryable: true },
  IDEMPOTENCY_CONFLICT: { retryable: false },
  CURSOR_EXPIRED: { retryable: false },
  TOO_MANY_POINTS: { retryable: false },
  INSUFFICIENT_DATA: { retryable: false },
  NOT_FOUND: { retryable: false },
  CONFLICT: { retryable: false },
  EXPIRED: { retryable: false },
  UNAUTHENTICATED: { retryable: false },
  FORBIDDEN: { retryable: false },
  INTERNAL: { retryable: false },
} as const;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

/** A failure as a value: what went wrong, where in the input (a path such as "input.tenure"), in plain words. */
export interface Failure {
  code: ErrorCode;
  message: string;
  field: string | null;
}

export function failure(code: ErrorCode, message: string, field: string | null = null): Failure {
  return { code, message, field };
}

/** A `Failure` that is thrown, where a value cannot be returned (a resolver, a stream). */
export class KilterError extends Error {
  override readonly name = 'KilterError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export function fail(code: ErrorCode, message: string, field: string | null = null): never {
  throw new KilterError(failure(code, message, field));
}
