import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confusionAt } from '../performance/confusion.ts';
import { labelMetrics } from '../performance/label-metrics.ts';
import { binaryMetrics } from '../performance/binary-metrics.ts';
import { averagePrecisionBounds, rocAucBounds, type BoundedFigure } from '../performance/ranking-bounds.ts';
import { addAbsent, countLabel, emptyCounters, labelAxes, labelsOf, labelTallies } from './label-counters.ts';
import { addCounters, countPrediction } from './minute-counters.ts';
import { curveTies } from './score-curve.ts';
import { addPacked, packCounters } from './sparse-bytes.ts';

interface Row {
  probability: number;
  /** Null: nobody said. */
  actual: number | null;
}

const arbitraryRow: fc.Arbitrary<Row> = fc.record({
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
  actual: fc.option(fc.constantFrom(0, 1)),
});
const predictedOf = ({ probability }: Row) => (probability >= 0.5 ? 1 : 0);

function count(rows: readonly Row[]): Float64Array {
  const counters = emptyCounters(2);
  for (const row of rows) {
    const { probability, actual } = row;
    const predicted = predictedOf(row);
    const prediction = {
      label: predicted,
      probability,
      confidence: 0.5,
      latencyMs: 1,
      flags: null,
      errorCode: null,
    };
    countPrediction(counters, prediction, 2);
    if (actual !== null) countLabel(counters, 2, 'PREDICTION', { actual, predicted, probability });
  }
  return counters;
}

/** With silence meaning class 0. */
function talliesOf(rows: readonly Row[]) {
  const counters = count(rows);
  const labels = labelsOf(counters, 2, 'PREDICTION');
  addAbsent(labels, counters, 2, 0);
  return labelTallies(labels, 2);
}

test('reported and silent labels make the confusion of all rows', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRow), (rows) => {
      const tallies = talliesOf(rows);
      const targets = rows.map(({ actual }) => actual ?? 0);
      const exact = confusionAt(
        targets,
        rows.map(({ probability }) => probability),
        0.5,
      );
      expect(tallies.confusion).toEqual([
        [exact.trueNegatives, exact.falsePositives],
        [exact.falseNegatives, exact.truePositives],
      ]);
      expect(tallies.labelled).toBe(rows.length);
      expect(tallies.right).toBe(exact.trueNegatives + exact.truePositives);
    }),
  );
});

test('figures from counters equal those from rows: by count exactly, by score within their bounds', () => {
  const row = fc.record({
    probability: fc.double({ min: 0.002, max: 0.998, noNaN: true }),
    actual: fc.option(fc.constantFrom(0, 1)),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 200, maxLength: 400 }), (rows) => {
      const tallies = talliesOf(rows);
      const found = labelMetrics(tallies, 1);
      const targets = rows.map(({ actual }) => actual ?? 0);
      const exact = binaryMetrics(
        targets,
        rows.map(({ probability }) => probability),
        0.5,
      );
      for (const name of ['accuracy', 'precision', 'recall', 'f1'] as const)
        expect(found[name]).toBe(exact[name]);
      // Sums are kept in millionths a row.
      expect(found.logLoss).toBeCloseTo(exact.logLoss ?? Number.NaN, 6);
      expect(found.brier).toBeCloseTo(exact.brier ?? Number.NaN, 5);
      const [negatives, positives] = tallies.scores?.map(({ bins }) => bins) ?? [[], []];
      const ties = curveTies({ positives, negatives });
      expectWithin(rocAucBounds(ties), found.rocAuc, exact.rocAuc);
      expectWithin(averagePrecisionBounds(ties), found.prAuc, exact.prAuc);
    }),
    { numRuns: 50 },
  );
});

function expectWithin(bounds: BoundedFigure | null, found: number | null, exact: number | null): void {
  if (bounds === null || exact === null) {
    expect(found).toBe(exact);
    return;
  }
  expect(found).toBeCloseTo(bounds.value, 12);
  expect(exact).toBeGreaterThanOrEqual(bounds.lower - 1e-12);
  expect(exact).toBeLessThanOrEqual(bounds.upper + 1e-12);
}

test('what is taken out again leaves nothing, on both axes', () => {
  const answer = { actual: 1, predicted: 0, probability: 0.3 };
  const counters = emptyCounters(2);
  for (const axis of labelAxes) countLabel(counters, 2, axis, answer);
  expect(packCounters(counters).length).toBeGreaterThan(8);
  for (const axis of labelAxes) countLabel(counters, 2, axis, answer, -1);
  expect(packCounters(counters)).toHaveLength(0);
});

test('packed counters add up to the same counters', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRow), fc.array(arbitraryRow), (a, b) => {
      const sum = count(a);
      addPacked(sum, packCounters(count(b)));
      const dense = count(a);
      addCounters(dense, count(b));
      expect(sum).toEqual(dense);
      expect(sum).toEqual(count([...a, ...b]));
    }),
  );
});

test('several classes: macro figures, and past 64 classes accuracy alone', () => {
  const tallies = (classes: number) => {
    const counters = emptyCounters(classes);
    const add = (actual: number, predicted: number, times: number) => {
      for (let i = 0; i < times; i++)
        countLabel(counters, classes, 'ARRIVAL', { actual, predicted, probability: 0.9 });
    };
    add(0, 0, 3);
    add(0, 1, 1);
    add(1, 1, 2);
    add(2, 1, 2);
    return labelMetrics(labelTallies(labelsOf(counters, classes, 'ARRIVAL'), classes), -1);
  };
  expect(tallies(3)).toMatchObject({
    accuracy: 5 / 8,
    // Class 2 is never answered: it has no precision.
    precision: (1 + 2 / 5) / 2,
    recall: (3 / 4 + 1 + 0) / 3,
    rocAuc: null,
  });
  expect(tallies(100)).toMatchObject({ accuracy: 5 / 8, precision: null, recall: null });
});

test('nothing labelled, nothing known', () => {
  const metrics = labelMetrics(talliesOf([]), 1);
  expect(Object.values(metrics)).toEqual(Array(8).fill(null));
});
