import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thresholdTable } from './threshold-table.ts';

const EDGES = [0, 0.25, 0.5, 0.75, 1];
const WORTH = { truePositive: 40, falsePositive: -20, falseNegative: 0, trueNegative: 1 };
const counts = fc.array(fc.nat(20), { minLength: 4, maxLength: 4 });

describe('thresholdTable', () => {
  it('equals the figures of the rows at each threshold', () => {
    const table = thresholdTable({ positives: [0, 1, 0, 3], negatives: [4, 2, 0, 1] }, EDGES, WORTH);
    expect(table.map(({ threshold }) => threshold)).toEqual([0, 0.25, 0.75]);
    expect(table[2]).toEqual({
      threshold: 0.75,
      confusion: { truePositives: 3, falsePositives: 1, falseNegatives: 1, trueNegatives: 6 },
      precision: 3 / 4,
      recall: 3 / 4,
      f1: 3 / 4,
      falsePositiveRate: 1 / 7,
      positiveRate: 4 / 11,
      valuePerAnswer: (3 * 40 - 20 + 6) / 11,
    });
  });

  it('falls in recall and in positive answers, whatever the rows', () => {
    fc.assert(
      fc.property(counts, counts, (positives, negatives) => {
        const table = thresholdTable({ positives, negatives }, EDGES, null);
        const rows = [...positives, ...negatives].reduce((sum, count) => sum + count, 0);
        table.forEach((row, i) => {
          const { truePositives, falsePositives, falseNegatives, trueNegatives } = row.confusion;
          expect(truePositives + falsePositives + falseNegatives + trueNegatives).toBe(rows);
          expect(row.valuePerAnswer).toBeNull();
          const next = table.at(i + 1);
          if (next === undefined) return;
          expect(next.threshold).toBeGreaterThan(row.threshold);
          expect(next.positiveRate).toBeLessThan(row.positiveRate);
          expect(next.recall ?? 0).toBeLessThanOrEqual(row.recall ?? 0);
        });
        if (table.length > 0) expect(table[0].positiveRate).toBe(1);
      }),
    );
    expect(thresholdTable({ positives: [0, 0, 0, 0], negatives: [0, 0, 0, 0] }, EDGES, null)).toEqual([]);
  });
});
