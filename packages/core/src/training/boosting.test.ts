import { describe, expect, it } from 'vitest';
import { boost, defaultBoosting } from './boosting.ts';
import { labelledData, takeRows, type Column, type LabelledData } from './dataset.ts';
import { gainImportance, predict, rescale, roundForFloat32, score } from './ensemble.ts';
import { binaryLogistic, softmaxCrossEntropy, squaredError, type Objective } from './objective.ts';
import { createRandom } from './random.ts';

const random = createRandom(11);
const ROWS = 800;
const columns: Column[] = Array.from({ length: 4 }, () => ({
  kind: 'NUMERIC',
  values: Float32Array.from({ length: ROWS }, random),
}));
const signal = columns[0].values.map((value, row) => value + (columns[1].values[row] > 0.5 ? 1 : 0));
const noisy = signal.map((value) => value + 0.6 * (random() - 0.5));
const binary = labelledData(
  columns,
  noisy.map((value) => Number(value > 1)),
);
const halves = [0, 1].map((half) => {
  const rows = [...columns[0].values.keys()].filter((row) => row % 2 === half);
  return takeRows(binary, rows);
});
const options = { ...defaultBoosting, rounds: 60, learningRate: 0.1 };

const objectives: [string, Objective, ArrayLike<number>][] = [
  ['binary logistic', binaryLogistic, binary.targets],
  ['squared error', squaredError, noisy],
  [
    'softmax',
    softmaxCrossEntropy(3),
    noisy.map((value) => Math.min(2, Math.max(0, Math.floor(1.5 * value)))),
  ],
];

describe('boost', () => {
  it.each(objectives)('lowers the training loss in every round: %s', (_name, objective, targets) => {
    const whole = { ...options, rowFraction: 1 };
    const { trainingLoss } = boost(labelledData(columns, targets), objective, whole, createRandom(1));
    expect(trainingLoss.length).toBe(60);
    trainingLoss.forEach((loss, round) => {
      if (round > 0) expect(loss).toBeLessThanOrEqual(trainingLoss[round - 1] + 1e-12);
    });
    expect(trainingLoss[59]).toBeLessThan(0.6 * trainingLoss[0]);
  });

  it('keeps the rounds up to the lowest validation loss', () => {
    const eager = { ...options, rounds: 500, learningRate: 0.3, patience: 20 };
    const { rounds, ensemble, validationLoss } = boost(
      halves[0],
      binaryLogistic,
      eager,
      createRandom(2),
      halves[1],
    );
    expect(validationLoss.length).toBe(rounds + 20);
    expect(validationLoss.indexOf(Math.min(...validationLoss))).toBe(rounds - 1);
    expect(ensemble.trees.length).toBe(rounds);
    const kept = binaryLogistic.loss(
      score(ensemble, halves[1].columns),
      halves[1].targets,
      halves[1].weights,
    );
    expect(kept).toBeCloseTo(validationLoss[rounds - 1], 12);
  });

  it('is the same for the same seed only', () => {
    const learn = (seed: number) =>
      predict(boost(binary, binaryLogistic, options, createRandom(seed)).ensemble, columns);
    expect(learn(3)).toEqual(learn(3));
    expect(learn(3)).not.toEqual(learn(4));
  });

  it('learns a row of weight 2 as two rows', () => {
    const plain = { ...options, rowFraction: 1, columnFraction: 1, rounds: 5 };
    const weights = Float64Array.from(halves[0].targets, (_, row) => 1 + (row % 2));
    const weighted = { ...halves[0], weights };
    const repeated = takeRows(
      halves[0],
      [...weights.keys()].flatMap((row) => Array<number>(weights[row]).fill(row)),
    );
    const learn = (data: LabelledData) => {
      const { ensemble } = boost(data, binaryLogistic, plain, createRandom(1));
      return predict(ensemble, halves[1].columns);
    };
    const expected = learn(repeated);
    learn(weighted).forEach((p, row) => expect(p).toBeCloseTo(expected[row], 9));
  });

  it('gives probabilities of all classes', () => {
    const [, objective, targets] = objectives[2];
    const { ensemble } = boost(labelledData(columns, targets), objective, options, createRandom(5));
    const probabilities = predict(ensemble, columns);
    for (let row = 0; row < ROWS; row++) {
      const sum = probabilities[row] + probabilities[ROWS + row] + probabilities[2 * ROWS + row];
      expect(sum).toBeCloseTo(1, 12);
    }
  });
});

describe('ensembles', () => {
  const { ensemble } = boost(binary, binaryLogistic, options, createRandom(6));

  it('fold a calibration into their leaves', () => {
    const scores = score(ensemble, columns);
    const rescaled = score(rescale(ensemble, 0.7, -0.2), columns);
    rescaled.forEach((value, row) => expect(value).toBeCloseTo(0.7 * scores[row] - 0.2, 12));
  });

  it('add up exactly in float32 once rounded', () => {
    const rounded = roundForFloat32(ensemble);
    const exact = score(rounded, columns);
    for (let row = 0; row < 50; row++) {
      const parts = rounded.trees.map(
        (tree) => score({ ...rounded, trees: [tree], baseScores: [0] }, columns)[row],
      );
      const backwards = parts.reverse().reduce((sum, part) => Math.fround(sum + part), rounded.baseScores[0]);
      expect(backwards).toBe(exact[row]);
    }
    const scores = score(ensemble, columns);
    exact.forEach((value, row) => expect(Math.abs(value - scores[row])).toBeLessThan(1e-4));
  });

  it('say which features they split on', () => {
    const shares = gainImportance(ensemble, 4);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(shares[0] + shares[1]).toBeGreaterThan(0.8);
  });
});
