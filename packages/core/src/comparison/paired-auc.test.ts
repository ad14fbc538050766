import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredRows } from '../testing/scored-rows.ts';
import { pairedAuc } from './paired-auc.ts';

const { targets, first, second, groups } = scoredRows(600);

describe('pairedAuc', () => {
  it("is DeLong's test", () => {
    // numpy 2.4.6: the covariance of both models' components over all pairs, as pROC's roc.test(paired = TRUE).
    const test = pairedAuc(targets, first, second);
    expectClose(test?.difference, 0.008425071501807824);
    expectClose(test?.standardError, 0.020262238794443298);
    expectClose(test?.z, 0.41580160945089195);
    expectClose(test?.pValue, 0.6775551810543613);
    expectClose(test?.lower, -0.03128818678145132);
    expectClose(test?.upper, 0.04813832978506697);
  });

  it("is Obuchowski's for groups", () => {
    // numpy 2.4.6: sums of the components' differences over groups.
    expectClose(pairedAuc(targets, first, second, groups)?.standardError, 0.019398778459503736);
  });

  it('turns with its sides', () => {
    const [one, other] = [pairedAuc(targets, first, second), pairedAuc(targets, second, first)];
    expectClose(other?.z, -(one?.z ?? NaN));
    expectClose(other?.pValue, one?.pValue ?? NaN);
  });

  it('ranks both on the rows that both have', () => {
    const whole = pairedAuc(targets, first, second);
    const gaps = pairedAuc([...targets, 1, 0, 1], [...first, NaN, 0.3, 0.9], [...second, 0.1, NaN, NaN]);
    expect(gaps).toEqual(whole);
  });

  it('says when nothing varies', () => {
    const same = pairedAuc(targets, first, first);
    expect(same).toMatchObject({ difference: 0, standardError: null, pValue: null, lower: null });
    expect(pairedAuc([1, 1], [0.1, 0.2], [0.1, 0.2])).toBeNull();
    expect(pairedAuc([], [], [])).toBeNull();
  });
});
