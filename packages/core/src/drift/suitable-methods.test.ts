import { describe, expect, it } from 'vitest';
import { methodProblem, suitableMethod } from './suitable-methods.ts';

const columns = [
  { name: 'age', kind: 'NUMERIC' },
  { name: 'city', kind: 'CATEGORICAL' },
] as const;

describe('methodProblem', () => {
  it('takes what suits some of the columns', () => {
    expect(methodProblem('EVIDENTLY', null, columns, true)).toBeNull();
    expect(methodProblem('EVIDENTLY', 'KOLMOGOROV_SMIRNOV', columns, false)).toBeNull();
    expect(methodProblem('NANNYML', 'JENSEN_SHANNON', columns, true)).toBeNull();
  });

  it('refuses what is no method of the dialect, and what does not suit', () => {
    expect(methodProblem('KILTER', 'CHI_SQUARE', columns, false)).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'CHI_SQUARE is no method of KILTER: JENSEN_SHANNON, WASSERSTEIN',
      field: 'method',
    });
    expect(methodProblem('EVIDENTLY', 'KOLMOGOROV_SMIRNOV', columns, true)?.message).toBe(
      'KOLMOGOROV_SMIRNOV is not for categorical features such as "city" in EVIDENTLY',
    );
    expect(methodProblem('NANNYML', 'L_INFINITY', [columns[0]], false)?.field).toBe('method');
  });
});

describe('suitableMethod', () => {
  it('leaves the choice to the dialect where the method does not suit', () => {
    expect(suitableMethod(['JENSEN_SHANNON', 'WASSERSTEIN'], 'WASSERSTEIN')).toBe('WASSERSTEIN');
    expect(suitableMethod(['JENSEN_SHANNON'], 'WASSERSTEIN')).toBeUndefined();
    expect(suitableMethod(['JENSEN_SHANNON'], null)).toBeUndefined();
  });
});
