import { describe, expect, it } from 'vitest';
import { createRandom } from '../../training/random.ts';
import { correlationChange, type CorrelationChangeOptions } from './correlation-change.ts';
import type { FeatureColumn } from './feature-column.ts';
import { hasSample, rowsBetween, sampleColumns } from './testing/sample-columns.ts';

/** a, b and the category k hang together by `strength`; c alone; a moves with `shift`. Every ninth b is missing. */
function columns(seed: number, rows: number, strength: number, shift = 0): FeatureColumn[] {
  const random = createRandom(seed);
  const table = Array.from({ length: rows }, (_, i) => {
    const common = random();
    const mixed = () => strength * common + (1 - strength) * random();
    const a = mixed();
    const b = mixed() ** 3;
    const k = Math.min(2, Math.floor(3 * mixed()));
    return [a + shift, i % 9 === 0 ? Number.NaN : b, random(), k];
  });
  return ['a', 'b', 'c', 'k'].map((name, i) => ({
    name,
    kind: name === 'k' ? 'CATEGORICAL' : 'NUMERIC',
    values: Float64Array.from(table, (row) => row[i]),
  }));
}

function changeOf(
  reference: FeatureColumn[],
  current: FeatureColumn[],
  options: CorrelationChangeOptions = { seed: 1 },
) {
  const outcome = correlationChange(reference, current, options);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.result;
}

describe('correlationChange', () => {
  const reference = columns(1, 2000, 0.7);

  it('finds the pairs that came apart, and leaves the others', () => {
    const { pairs, drifted } = changeOf(reference, columns(2, 800, 0));
    expect(drifted).toBe(true);
    const found = pairs.filter((pair) => pair.drifted).map(({ first, second }) => `${first}-${second}`);
    expect(found.sort()).toEqual(['a-b', 'a-k', 'b-k']);
    const [clearest] = pairs;
    expect(Math.abs(clearest.reference)).toBeGreaterThan(0.7);
    expect(Math.abs(clearest.current)).toBeLessThan(0.15);
    expect(clearest.pValue).toBeLessThan(1e-20);
  });

  it('names the category that shows it', () => {
    const pair = changeOf(reference, columns(2, 800, 0)).pairs.find(
      ({ first, second }) => first + second === 'ak',
    );
    expect(pair).toMatchObject({ firstCategory: null });
    expect([0, 2]).toContain(pair?.secondCategory);
  });

  it('does not see a feature that moves alone', () => {
    expect(changeOf(reference, columns(3, 800, 0.7, 50)).drifted).toBe(false);
  });

  it('says of stable data nothing, at the rate that its p-values promise', () => {
    let small = 0;
    let pairs = 0;
    let drifted = 0;
    for (let seed = 10; seed < 90; seed++) {
      const change = changeOf(reference, columns(seed, 300, 0.7));
      drifted += Number(change.drifted);
      pairs += change.pairs.length;
      small += change.pairs.filter(({ pValue }) => pValue < 0.05).length;
    }
    expect(drifted).toBeLessThanOrEqual(1);
    // 480 p-values, of which 24 should be below 0.05: 44 would be 4 standard deviations too many.
    expect(small).toBeLessThan(44);
    expect(pairs).toBe(80 * 6);
  });

  it('is the same both ways', () => {
    const there = changeOf(reference, columns(2, 800, 0.3)).pairs;
    const back = changeOf(columns(2, 800, 0.3), reference).pairs;
    for (const pair of there) {
      const other = back.find(({ first, second }) => first === pair.first && second === pair.second);
      expect(other).toMatchObject({ reference: pair.current, current: pair.reference });
      expect(other?.pValue).toBeCloseTo(pair.pValue, 12);
    }
  });

  it('samples many rows, the same for the same seed', () => {
    const options = { seed: 5, mostRows: 500 };
    const change = changeOf(reference, columns(2, 800, 0), options);
    expect(change).toMatchObject({ referenceRows: 500, currentRows: 500, drifted: true });
    expect(changeOf(reference, columns(2, 800, 0), options)).toEqual(change);
  });

  it('leaves out what does not vary or is not there', () => {
    const flat = reference.map((column) => ({ ...column, values: new Float64Array(400).fill(1) }));
    expect(changeOf(reference, flat)).toMatchObject({ pairs: [], drifted: false });
    const missing = reference.map((column) => ({
      ...column,
      values: new Float64Array(400).fill(Number.NaN),
    }));
    expect(changeOf(reference, missing)).toMatchObject({ pairs: [], drifted: false });
  });

  it('sees two columns part that were one, and not two that stay one', () => {
    const twins = (rows: number, apart: number): FeatureColumn[] => {
      const random = createRandom(8);
      const first = Float64Array.from({ length: rows }, () => random());
      const second = first.map((value) => value + apart * random());
      return [
        { name: 'first', kind: 'NUMERIC', values: first },
        { name: 'second', kind: 'NUMERIC', values: second },
      ];
    };
    expect(changeOf(twins(500, 0), twins(400, 0)).pairs).toMatchObject([
      { reference: 1, current: 1, pValue: 1 },
    ]);
    expect(changeOf(twins(500, 0), twins(400, 1)).drifted).toBe(true);
  });

  it('fails for too few rows and for other features', () => {
    const failure = (current: FeatureColumn[]) => correlationChange(reference, current, { seed: 1 });
    expect(failure(columns(2, 299, 0))).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
    expect(failure(reference.slice(1))).toMatchObject({ ok: false, failure: { code: 'BAD_USER_INPUT' } });
  });
});

describe.skipIf(!hasSample)('on the halves of the sample data', () => {
  it('finds that the cashback no longer tells the category of the order', () => {
    const all = sampleColumns();
    const { pairs } = changeOf(rowsBetween(all, 0, 2815), rowsBetween(all, 2815, 5630));
    expect(pairs.length).toBe(153);
    expect(pairs[0]).toMatchObject({ first: 'PreferedOrderCat', second: 'CashbackAmount', drifted: true });
  });
});
