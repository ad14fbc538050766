import { describe, expect, it } from 'vitest';
import { parseHash, toHash } from './routes.ts';

describe('routes', () => {
  it.each(['', '#', '#/', '#/nowhere', '#/nowhere?window=7d'])('opens the overview for %o', (hash) => {
    expect(parseHash(hash).path).toBe('overview');
  });

  it('reads the model and the window', () => {
    expect(parseHash('#/predictions?model=churn&window=6h')).toEqual({
      path: 'predictions',
      model: 'churn',
      window: '6h',
    });
  });

  it('writes what it reads, names with spaces included', () => {
    const location = { path: 'predictions', model: 'telco churn & co', window: null } as const;
    expect(parseHash(toHash(location))).toEqual(location);
  });
});
