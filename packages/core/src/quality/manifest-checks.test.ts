import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonOperators } from '../features/manifest-checks.ts';
import { manifestSchema, parseManifest } from '../features/manifest.ts';
import { compileChecks } from './manifest-checks.ts';
import { shop, shopRow, usualRows } from './testing/shop.ts';

const evaluate = compileChecks(shop);

describe('compileChecks', () => {
  it('finds nothing in usual rows', () => {
    const results = evaluate(usualRows(400));
    expect(results.map(({ count }) => count)).toEqual([0, 0, 0, 127, 0]);
    expect(results.map(({ verdict }) => verdict)).toEqual(Array(5).fill('OK'));
    expect(results[0]).toMatchObject({ kind: 'CROSS_FIELD', description: 'coupons <= orders', rows: 380 });
    expect(results[1].description).toBe('who is here has ordered');
  });

  it('counts what breaks a check, with examples, and alerts over the allowed share', () => {
    const rows = usualRows(395);
    for (let i = 0; i < 5; i++) rows.push(shopRow(4, 3, `tablet${i}`));
    const [order, , pattern] = evaluate(rows);
    expect(order).toMatchObject({ count: 5, examples: [395, 396, 397, 398, 399], verdict: 'ALERT' });
    expect(pattern).toMatchObject({ count: 5, rows: 400, verdict: 'ALERT' });
    expect(evaluate(rows.slice(200)).map(({ verdict }) => verdict)).toEqual(Array(5).fill('NOT_ENOUGH_DATA'));
  });

  it('an unseen category is not missing, and a gap breaks no comparison', () => {
    const results = evaluate([shopRow(null, 3, 'Tablet'), shopRow(3, null, null)]);
    expect(results.map(({ rows, count }) => [rows, count])).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 0],
      [2, 1],
    ]);
    expect(results[0].share).toBeNull();
  });

  it('no rows: no shares, no verdicts', () => {
    for (const result of evaluate([])) {
      expect(result).toMatchObject({ count: 0, share: null, verdict: 'NOT_ENOUGH_DATA', examples: [] });
    }
  });

  it('every operator means what it says, with a feature and with a number on the right', () => {
    const number = fc.integer({ min: -3, max: 3 });
    const truth = { '<': [-1], '<=': [-1, 0], '=': [0], '!=': [-1, 1], '>=': [0, 1], '>': [1] };
    fc.assert(
      fc.property(number, number, fc.constantFrom(...comparisonOperators), (left, right, operator) => {
        const checks = ['orders', right].map((side) => ({
          kind: 'CROSS_FIELD',
          left: 'coupons',
          operator,
          right: side,
        }));
        const manifest = manifestSchema.parse({ ...shop, checks });
        const passes = truth[operator].includes(Math.sign(left - right));
        const results = compileChecks(manifest)([shopRow(left, right, null)]);
        expect(results.map(({ count }) => count)).toEqual(Array(2).fill(passes ? 0 : 1));
      }),
    );
  });
});

describe('checks of a manifest', () => {
  it('are none by default', () =>
    expect(manifestSchema.parse({ ...shop, checks: undefined }).checks).toEqual([]));

  it.each([
    [{ kind: 'CROSS_FIELD', left: 'coupons', operator: '<=', right: 'nothing' }, 'checks.0.right'],
    [{ kind: 'CROSS_FIELD', left: 'device', operator: '<=', right: 1 }, 'checks.0.left'],
    [{ kind: 'CROSS_FIELD', left: 'coupons', operator: '~', right: 1 }, 'checks.0.operator'],
    [{ kind: 'PATTERN', feature: 'orders', pattern: 'a' }, 'checks.0.feature'],
    [{ kind: 'PATTERN', feature: 'device', pattern: '(a+)+' }, 'checks.0.pattern'],
    [{ kind: 'ALLOWED_SHARE', feature: 'device', of: 'ZERO', allowedShare: 0 }, 'checks.0.feature'],
    [{ kind: 'ALLOWED_SHARE', feature: 'orders', of: 'ZERO', allowedShare: 2 }, 'checks.0.allowedShare'],
    [{ kind: 'ALLOWED_SHARE', feature: 'orders', of: 'MISSING' }, 'checks.0.allowedShare'],
  ])('%j is refused at its place', (check, place) => {
    const parsed = parseManifest({ ...shop, checks: [check] });
    expect(parsed.ok ? '' : parsed.message).toMatch(new RegExp(`^${place.replaceAll('.', '\\.')}: `));
  });
});
