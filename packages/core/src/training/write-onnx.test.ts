import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { boost, defaultBoosting } from './boosting.ts';
import { labelledData, type Column } from './dataset.ts';
import { predict, rescale, roundForFloat32, type Ensemble } from './ensemble.ts';
import { defaultForest, growForest } from './forest.ts';
import { binaryLogistic, squaredError, softmaxCrossEntropy } from './objective.ts';
import { createRandom, type Random } from './random.ts';
import { writeClassifier, writeRegressor } from './write-onnx.ts';

const CATEGORIES = 6;
const boosting = {
  ...defaultBoosting,
  rounds: 60,
  maximumDepth: 6,
  learningRate: 0.2,
  minimumChildWeight: 1,
};

/** Four numeric and two categorical features with a tenth missing; the last rows see no category at all. */
function randomColumns(rows: number, random: Random): Column[] {
  const numeric = (draw: () => number): Column => ({
    kind: 'NUMERIC',
    values: Float32Array.from({ length: rows }, () => (random() < 0.1 ? NaN : draw())),
  });
  const categorical = (): Column => ({
    kind: 'CATEGORICAL',
    values: Float32Array.from({ length: rows }, (_, row) =>
      row > rows - 10 || random() < 0.1 ? NaN : Math.floor(random() * CATEGORIES),
    ),
  });
  return [
    numeric(random),
    numeric(() => 1e6 * (random() - 0.5)),
    numeric(() => Math.floor(random() * 5)),
    numeric(() => 1 + 1e-7 * Math.floor(random() * 5)),
    categorical(),
    categorical(),
  ];
}

function truth(columns: readonly Column[], random: Random): Float64Array {
  return Float64Array.from(columns[0].values, (_, row) => {
    const [a, b, c] = [columns[0].values[row], columns[2].values[row], columns[4].values[row]];
    return (Number.isNaN(a) ? 0.7 : a) + (b > 2 ? 1 : 0) + (c === 3 ? -1 : 0) + 0.2 * random();
  });
}

async function run(model: Uint8Array, columns: readonly Column[], output: string, batch: number) {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
  const rows = columns[0].values.length;
  const results: number[] = [];
  for (let start = 0; start < rows; start += batch) {
    const size = Math.min(batch, rows - start);
    const values = new Float32Array(size * columns.length);
    for (let i = 0; i < size; i++) {
      columns.forEach((column, j) => (values[i * columns.length + j] = column.values[start + i]));
    }
    const answer = await session.run({ features: new Tensor('float32', values, [size, columns.length]) });
    results.push(...Array.from(answer[output].data, Number));
  }
  return results;
}

function greatestDifference(actual: readonly number[], expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  return actual.reduce((greatest, value, i) => Math.max(greatest, Math.abs(value - expected[i])), 0);
}

const columns = randomColumns(1500, createRandom(1));
const served = randomColumns(700, createRandom(2));
const values = truth(columns, createRandom(3));
const labels = values.map((value) => Number(value > 0.8));

async function expectBinaryParity(ensemble: Ensemble) {
  const model = writeClassifier(ensemble, { features: columns.length });
  const expected = Array.from(predict(ensemble, served)).flatMap((p) => [1 - p, p]);
  for (const batch of [1, 512]) {
    const actual = await run(model, served, 'probabilities', batch);
    expect(greatestDifference(actual, expected)).toBeLessThan(1e-6);
  }
}

describe('writeClassifier', () => {
  it('serves a boosted classifier', async () => {
    const { ensemble } = boost(labelledData(columns, labels), binaryLogistic, boosting, createRandom(4));
    expect(Math.max(...predict(ensemble, served))).toBeGreaterThan(0.9);
    await expectBinaryParity(roundForFloat32(ensemble));
    await expectBinaryParity(roundForFloat32(rescale(ensemble, 0.8, 0.3)));
  });

  it('serves a forest', async () => {
    const options = { ...defaultForest, trees: 50 };
    await expectBinaryParity(
      roundForFloat32(growForest(labelledData(columns, labels), options, createRandom(5))),
    );
  });

  it('serves log-odds of which none is negative', async () => {
    await expectBinaryParity({ trees: [], baseScores: [0.5], link: 'LOGISTIC' });
  });

  it('gives the same bits whatever the batch', async () => {
    const { ensemble } = boost(labelledData(columns, labels), binaryLogistic, boosting, createRandom(4));
    const model = writeClassifier(roundForFloat32(ensemble), { features: columns.length });
    const one = await run(model, served, 'probabilities', 1);
    expect(await run(model, served, 'probabilities', 512)).toEqual(one);
  });

  it('serves several classes', async () => {
    const classes = values.map((value) => Math.max(0, Math.min(2, Math.floor(value + 0.3))));
    const objective = softmaxCrossEntropy(3);
    const { ensemble } = boost(
      labelledData(columns, classes),
      objective,
      { ...boosting, rounds: 20 },
      createRandom(6),
    );
    const rounded = roundForFloat32(ensemble);
    const byOutput = predict(rounded, served);
    const rows = served[0].values.length;
    const expected = Array.from({ length: 3 * rows }, (_, i) => byOutput[(i % 3) * rows + Math.floor(i / 3)]);
    const model = writeClassifier(rounded, { features: columns.length });
    for (const batch of [1, 512]) {
      const actual = await run(model, served, 'probabilities', batch);
      expect(greatestDifference(actual, expected)).toBeLessThan(1e-6);
    }
  });
});

describe('writeRegressor', () => {
  it('serves a regression', async () => {
    const { ensemble } = boost(labelledData(columns, values), squaredError, boosting, createRandom(7));
    const rounded = roundForFloat32(ensemble);
    const model = writeRegressor(rounded, { features: columns.length });
    for (const batch of [1, 512]) {
      const actual = await run(model, served, 'value', batch);
      expect(greatestDifference(actual, predict(rounded, served))).toBeLessThan(1e-6);
    }
  });
});
