import { failure, type Failure } from '../errors/error-code.ts';
import { textProblem } from '../features/feature-codec.ts';

/** What the model was trained on, as one of its references. */
export const TRAINING_NAME = 'training';
/** What drift that was accepted as the new normal is called. */
export const ACCEPTED_NAME = 'accepted';

const LONGEST_NAME = 100;
const LONGEST_TEXT = 1_000;

/** Why a name for a reference is refused, or null. Blanks around it do not count. */
export function referenceNameProblem(name: string): Failure | null {
  const trimmed = name.trim();
  const problem =
    trimmed === ''
      ? 'is empty'
      : [TRAINING_NAME, ACCEPTED_NAME].includes(trimmed.toLowerCase())
        ? `"${trimmed}" is taken by Kilter itself`
        : textProblem(trimmed, LONGEST_NAME);
  return problem === null ? null : failure('BAD_USER_INPUT', `name ${problem}`, 'name');
}

/** Why a text that says who or why is refused, or null. */
export function statementProblem(field: 'author' | 'reason', text: string): Failure | null {
  const problem = text.trim() === '' ? 'is empty' : textProblem(text.trim(), LONGEST_TEXT);
  return problem === null ? null : failure('BAD_USER_INPUT', `${field} ${problem}`, field);
}
