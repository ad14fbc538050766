import type { Failure } from '../../errors/error-code.ts';

/** The result of what is expected to succeed. */
export function taken<R extends { ok: true }>(result: R | { ok: false; failure: Failure }): R {
  if (!result.ok) throw new Error(result.failure.message);
  return result;
}
