import type { ErrorCode } from '@kilter/core/errors/error-code';

/** The HTTP status of every failure. */
export const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 422,
  UNKNOWN_MODEL: 404,
  MODEL_NOT_LOADED: 503,
  OVERLOADED: 503,
  STORAGE_UNAVAILABLE: 503,
  IDEMPOTENCY_CONFLICT: 409,
  CURSOR_EXPIRED: 410,
  TOO_MANY_POINTS: 422,
  INSUFFICIENT_DATA: 409,
  NOT_FOUND: 404,
  CONFLICT: 409,
  EXPIRED: 410,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  INTERNAL: 500,
};

/** A request that is answered with `{"detail": ...}`. */
export class RestRefusal extends Error {
  override readonly name = 'RestRefusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where in the variables of the document the problem lies: "features.tenure". */
  readonly field: string | null;

  constructor(
    status: number,
    detail: string,
    more: { headers?: Readonly<Record<string, string>>; field?: string | null } = {},
  ) {
    super(detail);
    this.status = status;
    this.headers = status === 503 ? { 'retry-after': '1', ...more.headers } : (more.headers ?? {});
    this.field = more.field ?? null;
  }
}
