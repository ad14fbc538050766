import { describe, expect, it } from 'vitest';
import { estimateMulticlassCbpe, fitMulticlassCbpe } from './cbpe-multiclass.ts';
import { taken } from './testing/taken.ts';

const count = (rows: number) => Array.from({ length: rows }, (_, i) => i);
const columns = (rows: readonly number[][]) => [0, 1, 2].map((label) => rows.map((row) => row[label]));
const normalised = (row: readonly number[]) => {
  const sum = row.reduce((total, value) => total + value, 0);
  return row.map((value) => value / sum);
};
const answer = (row: readonly number[]) => row.indexOf(Math.max(...row));

/** Three classes by formula, so that NannyML could be asked the same. */
function formulaRows() {
  const scores = (i: number, n: number) =>
    normalised(
      [617 * i + Math.floor(i / 3), 911 * i + Math.floor(i / 7), 433 * i].map(
        (k) => (((k % n) + 0.5) / n) ** 2,
      ),
    );
  const reference = count(1800).map((i) => scores(i, 2003));
  const targets = reference.map((row, i) => {
    const [a, b] = normalised(row.map((p) => p ** 1.6));
    const u = ((1277 * i) % 1999) / 1999;
    return u < a ? 0 : u < a + b ? 1 : 2;
  });
  const current = count(700).map((i) => normalised(scores(i + 5000, 1511).map((p) => p ** 1.3)));
  return {
    reference: { probabilities: columns(reference), predicted: reference.map(answer), targets },
    current: { probabilities: columns(current), predicted: current.map(answer) },
  };
}

describe("NannyML's figures of three classes", () => {
  // nannyml 0.13.1 with scikit-learn 1.9.1: CBPE of these rows; estimate, sampling error, alert limits of ten chunks.
  it.each([
    ['rocAuc', 0.9272587971968195, 0.006045855222349153, 0.853817274630847, 0.9568631913400756],
    ['f1', 0.778661020067862, 0.016577842662688667, 0.6509705276318949, 0.8234918022402573],
    ['precision', 0.778666265944536, 0.01659323470966299, 0.6533476880265398, 0.8248434866371187],
    ['recall', 0.7786721093412013, 0.016591995014111762, 0.6555047099618286, 0.8284746858961028],
    ['specificity', 0.8893365026025286, 0.008996525426117901, 0.8294119127107616, 0.9139789650711215],
    ['accuracy', 0.7786697211481877, 0.016590287951720056, 0.6546407495563875, 0.8242481393325014],
    ['prAuc', 0.8683755705975201, null, 0.7371824102471584, 0.9312876888595064],
  ] as const)('%s', (metric, value, error, lower, upper) => {
    const { reference, current } = formulaRows();
    const { cbpe } = taken(fitMulticlassCbpe(reference, { seed: 1 }));
    expect(cbpe.calibrations.includes(null)).toBe(false);
    const found = taken(estimateMulticlassCbpe(cbpe, current)).estimate.metrics[metric];
    expect(found.value).toBeCloseTo(value, 12);
    expect(found.limits?.lower).toBeCloseTo(lower, 12);
    expect(found.limits?.upper).toBeCloseTo(upper, 12);
    // Of average precision it is by resampling: 0.0230 there.
    if (error === null) expect(found.standardError).toBeCloseTo(0.023, 2);
    else expect(found.standardError).toBeCloseTo(error, 12);
  });
});

describe('several classes', () => {
  const { reference, current } = formulaRows();
  const { cbpe } = taken(fitMulticlassCbpe(reference, { seed: 1 }));

  it('have expected counts that sum to the rows, and shares of one where all is impossible', () => {
    const { estimate } = taken(estimateMulticlassCbpe(cbpe, current));
    expect(estimate.confusion.flat().reduce((sum, rows) => sum + rows, 0)).toBeCloseTo(700, 9);
    const never = { scores: Float64Array.of(0.5), probabilities: Float64Array.of(0) };
    const impossible = { ...cbpe, calibrations: [never, never, never] };
    const thirds = taken(estimateMulticlassCbpe(impossible, current)).estimate;
    expect(thirds.metrics.accuracy.value).toBeCloseTo(1 / 3, 12);
  });

  it('leave rows out where a class has no score', () => {
    const [first, ...others] = current.probabilities;
    const gaps = { ...current, probabilities: [first.map((p, i) => (i < 100 ? NaN : p)), ...others] };
    expect(taken(estimateMulticlassCbpe(cbpe, gaps)).estimate).toMatchObject({ rows: 600, leftOut: 100 });
  });

  it('fail on other classes, wrong answers, no rows', () => {
    const two = { ...current, probabilities: current.probabilities.slice(1) };
    expect(estimateMulticlassCbpe(cbpe, two)).toMatchObject({
      ok: false,
      failure: { code: 'BAD_USER_INPUT', field: 'probabilities' },
    });
    const wrong = { ...current, predicted: current.predicted.map(() => 3) };
    expect(estimateMulticlassCbpe(cbpe, wrong)).toMatchObject({ ok: false, failure: { field: 'predicted' } });
    const none = { probabilities: [[], [], []], predicted: [], targets: [] };
    expect(estimateMulticlassCbpe(cbpe, none)).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
    expect(fitMulticlassCbpe(none, { seed: 1 })).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
  });

  it('have no band or limit where the reference lacks a class', () => {
    const targets = reference.targets.map((target) => Math.min(1, target));
    const { cbpe: lacking } = taken(fitMulticlassCbpe({ ...reference, targets }, { seed: 1 }));
    const { recall, rocAuc } = taken(estimateMulticlassCbpe(lacking, current)).estimate.metrics;
    expect(recall).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(rocAuc.limits).toBeNull();
  });
});
