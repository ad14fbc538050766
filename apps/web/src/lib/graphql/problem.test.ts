import { CombinedError } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { fromCombinedError, fromSocketError } from './problem.ts';

describe('problems', () => {
  it('keeps the code and every field', () => {
    const problem = fromCombinedError(
      new CombinedError({
        graphQLErrors: [
          {
            message: 'tenure cannot be negative',
            extensions: { code: 'BAD_USER_INPUT', field: 'features.tenure' },
          },
          { message: 'gender is required', extensions: { code: 'BAD_USER_INPUT', field: 'features.gender' } },
        ],
      }),
    );
    expect(problem.code).toBe('BAD_USER_INPUT');
    expect(problem.fields.map((each) => each.field)).toEqual(['features.tenure', 'features.gender']);
  });

  it('says in plain words that nobody answers', () => {
    const problem = fromCombinedError(new CombinedError({ networkError: new TypeError('Failed to fetch') }));
    expect(problem.code).toBe('UNREACHABLE');
    expect(problem.message).toMatch(/does not answer/);
  });

  it('reads what the socket reports: GraphQL errors or a cut line', () => {
    expect(fromSocketError([{ message: 'gone', extensions: { code: 'CURSOR_EXPIRED' } }]).code).toBe(
      'CURSOR_EXPIRED',
    );
    expect(fromSocketError(new Event('close')).code).toBe('UNREACHABLE');
  });
});
