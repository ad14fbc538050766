import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifest, reference } from '../testing/shipped-churn.ts';
import { segmentCoding, type SegmentBounds } from './segment-coding.ts';

const coded = (name: string) => {
  const feature = manifest.features.find((candidate) => candidate.name === name);
  if (feature === undefined) throw new Error(name);
  return segmentCoding(feature, reference.features[name]);
};
const labelOf = (name: string, value: number) => coded(name).labels[coded(name).codeOf(value)];

describe('segmentCoding', () => {
  it('categories and few numbers are segments by value', () => {
    expect(coded('maritalStatus').labels).toEqual(['Divorced', 'Married', 'Single', 'missing']);
    expect(labelOf('maritalStatus', 2)).toBe('Single');
    expect(labelOf('maritalStatus', NaN)).toBe('missing');
    expect(coded('cityTier').labels).toEqual(['1', '2', '3', 'missing']);
    expect([0, 1.5, 3, 9].map((value) => labelOf('cityTier', value))).toEqual(['1', '1', '3', '3']);
  });

  it('many numbers are segments by intervals of the reference', () => {
    const { labels } = coded('tenure');
    expect(labels).toEqual(['up to 1', 'over 1 to 6', 'over 6 to 11', 'over 11 to 18', 'over 18', 'missing']);
    expect([0, 1, 1.5, 18, 18.5, 1e9].map((value) => labelOf('tenure', value))).toEqual([
      'up to 1',
      'up to 1',
      'over 1 to 6',
      'over 11 to 18',
      'over 18',
      'over 18',
    ]);
  });

  it('without a reference all known values are one segment', () => {
    const tenure = manifest.features.find(({ name }) => name === 'tenure');
    if (tenure === undefined) throw new Error();
    const coding = segmentCoding(tenure, undefined);
    expect(coding.labels).toEqual(['known', 'missing']);
    expect([3, NaN].map(coding.codeOf)).toEqual([0, 1]);
  });

  it('every value has a segment', () => {
    const feature = fc.constantFrom(...manifest.features.map(({ name }) => name));
    const value = fc.oneof(fc.double(), fc.integer({ min: -5, max: 400 }), fc.constant(NaN));
    fc.assert(
      fc.property(feature, value, (name, sent) => {
        const { labels, codeOf } = coded(name);
        expect(labels[codeOf(sent)]).toBeTypeOf('string');
        expect(new Set(labels).size).toBe(labels.length);
      }),
    );
  });

  it('the bounds of a segment hold its values and no others', () => {
    const isBetween = (value: number, { from, to, hasFrom, hasTo }: SegmentBounds) =>
      (hasFrom ? value >= from : value > from) && (hasTo ? value <= to : value < to);
    const feature = fc.constantFrom(...manifest.features);
    // Categories are whole numbers; values at the cuts are frequent.
    const value = fc.oneof(fc.integer({ min: -5, max: 400 }), fc.constantFrom(NaN, Infinity, -Infinity));
    const amount = fc.oneof(value, fc.double());
    fc.assert(
      fc.property(feature, value, amount, ({ name, kind }, whole, any) => {
        const sent = kind === 'CATEGORICAL' ? whole : any;
        const { labels, codeOf, boundsOf } = coded(name);
        const missing = labels.length - 1;
        const found = labels.flatMap((_, code) => {
          const bounds = boundsOf(code);
          return bounds && isBetween(sent, bounds) ? [code] : [];
        });
        expect(boundsOf(missing)).toBeNull();
        expect(found).toEqual(codeOf(sent) === missing ? [] : [codeOf(sent)]);
      }),
    );
  });

  it('intervals hold about equal shares of the reference', () => {
    const { distribution } =
      reference.features.cashbackAmount.kind === 'NUMERIC'
        ? reference.features.cashbackAmount
        : { distribution: null };
    if (distribution === null || !('values' in distribution)) throw new Error();
    const { codeOf } = coded('cashbackAmount');
    const shares = [0, 0, 0, 0, 0];
    distribution.values.forEach(
      (value, i) => (shares[codeOf(value)] += distribution.counts[i] / reference.rows),
    );
    for (const share of shares) expect(Math.abs(share - 0.2)).toBeLessThan(0.02);
  });
});
