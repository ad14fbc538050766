import { describe, expect, it } from 'vitest';
import { BINARY, classIndex, completeRows, FINITE, PROBABILITY } from './complete-rows.ts';

describe('completeRows', () => {
  it('keeps the rows in which nothing is missing', () => {
    const complete = completeRows([
      { name: 'targets', values: [0, 1, NaN, 1], allowed: BINARY },
      { name: 'scores', values: [0.1, NaN, 0.3, 0.4], allowed: PROBABILITY },
    ]);
    expect(complete).toEqual({
      ok: true,
      columns: [Float64Array.of(0, 1), Float64Array.of(0.1, 0.4)],
      rows: Uint32Array.of(0, 3),
      leftOut: 2,
      clusters: null,
    });
  });

  it('numbers what belongs together, of the rows that are left', () => {
    const scores = { name: 'scores', values: [0.1, NaN, 0.3, 0.4], allowed: PROBABILITY };
    expect(completeRows([scores], ['a', 'b', 'c', 'a'])).toMatchObject({
      clusters: { clusterOf: Int32Array.of(0, 1, 0), count: 2 },
    });
    expect(completeRows([scores], ['a', 'b', 'b', 'c'])).toMatchObject({ clusters: null });
    expect(completeRows([scores], ['a'])).toMatchObject({
      failure: { code: 'BAD_USER_INPUT', field: 'keys' },
    });
  });

  it.each([
    ['a third value', BINARY, 0.5, 'x must be 0 or 1, or NaN'],
    ['a score', PROBABILITY, 1.5, 'x must be between 0 and 1, or NaN'],
    ['infinity', FINITE, Infinity, 'x must be finite, or NaN'],
    ['no class', classIndex(3), 3, 'x must be a class index, 0 to 2, or NaN'],
  ])('refuses %s', (_, allowed, value, message) => {
    expect(completeRows([{ name: 'x', values: [value], allowed }])).toEqual({
      ok: false,
      failure: { code: 'BAD_USER_INPUT', message, field: 'x' },
    });
  });

  it('refuses columns of different length, and nothing', () => {
    const columns = [
      { name: 'a', values: [1, 0], allowed: BINARY },
      { name: 'b', values: [1], allowed: BINARY },
    ];
    expect(completeRows(columns)).toMatchObject({ failure: { code: 'BAD_USER_INPUT', field: 'b' } });
    expect(completeRows([])).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
  });
});
