import type { z } from 'zod';
import { failure, type Failure } from '../errors/error-code.ts';

/** A sketch, or why there is none: two that cannot be merged, or JSON that is no such sketch. */
export type SketchResult<S> = { ok: true; sketch: S } | { ok: false; failure: Failure };

/** Reads a sketch from parsed JSON; BAD_USER_INPUT for anything that its `toJson` does not write. */
export function sketchFromJson<J, S>(
  schema: z.ZodType<J>,
  json: unknown,
  revive: (parsed: J) => S,
): SketchResult<S> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, sketch: revive(parsed.data) };
  const issue = parsed.error.issues[0];
  const field = issue.path.join('.') || null;
  return { ok: false, failure: failure('BAD_USER_INPUT', `not a sketch: ${issue.message}`, field) };
}

/** Of two sketches that were not made alike: BAD_USER_INPUT. */
export function unlike(what: string): { ok: false; failure: Failure } {
  return { ok: false, failure: failure('BAD_USER_INPUT', `the sketches differ in ${what}`, what) };
}

/** Merges any number of sketches, in any order; `empty` is what none of them give. */
export function mergeAll<S>(
  empty: S,
  sketches: Iterable<S>,
  merge: (a: S, b: S) => SketchResult<S>,
): SketchResult<S> {
  let all = empty;
  for (const sketch of sketches) {
    const merged = merge(all, sketch);
    if (!merged.ok) return merged;
    all = merged.sketch;
  }
  return { ok: true, sketch: all };
}
