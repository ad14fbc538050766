import { failure, type Failure } from '../errors/error-code.ts';
import { textProblem } from '../features/feature-codec.ts';

const LONGEST_TEXT = 1_000;

/** Why the text of an annotation is refused; null: it is not. Blanks around it do not count. */
export function annotationProblem(text: string): Failure | null {
  const problem = text.trim() === '' ? 'is empty' : textProblem(text.trim(), LONGEST_TEXT);
  return problem === null ? null : failure('BAD_USER_INPUT', `text ${problem}`, 'text');
}
