import { expect, it } from 'vitest';
import { referenceNameProblem, statementProblem } from './reference-name.ts';

it('refuses names that are empty, too long or taken', () => {
  expect(referenceNameProblem(' spring ')).toBeNull();
  expect(referenceNameProblem('  ')?.message).toBe('name is empty');
  expect(referenceNameProblem('Training')?.message).toBe('name "Training" is taken by Kilter itself');
  expect(referenceNameProblem('accepted')?.field).toBe('name');
  expect(referenceNameProblem('x'.repeat(101))?.message).toBe('name is longer than 100 characters');
});

it('refuses empty statements', () => {
  expect(statementProblem('reason', 'new campaign')).toBeNull();
  expect(statementProblem('author', ' ')).toMatchObject({ code: 'BAD_USER_INPUT', field: 'author' });
});
