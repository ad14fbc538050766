import { textProblem } from './feature-codec.ts';

/** Longest texts that go with a prediction, in UTF-16 units. */
export const MAX_TEXT = {
  subject: 200,
  environment: 64,
  action: 100,
  tag: 100,
  idempotencyKey: 200,
} as const;
export const MAX_TAGS = 20;

/** Why a text that is given cannot be stored; null: it can, or is not given. */
export function givenTextProblem(text: string | null, maxLength: number): string | null {
  if (text === null) return null;
  return text === '' ? 'is empty' : textProblem(text, maxLength);
}
