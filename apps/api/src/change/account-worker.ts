import { explainChange, type ChangeRequest } from '@kilter/core/change/explain-change';
import { KilterError } from '@kilter/core/errors/error-code';
import { answerOnThread } from '../threads/answer-on-thread.ts';

export const accountOf = answerOnThread((request: ChangeRequest) => {
  const result = explainChange(request);
  if (!result.ok) throw new KilterError(result.failure);
  return result.explanation;
});
