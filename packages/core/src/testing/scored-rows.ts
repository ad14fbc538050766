import { portableRandom } from './portable-random.ts';

const hundredths = (value: number) => Math.floor(100 * value) / 100;

/**
 * Rows with a truth and the probabilities of two models, in hundredths, so that many are equal; the second knows less.
 * About three in ten are positive. Some three rows share a group, by chance.
 */
export function scoredRows(rows: number, seed = 1) {
  const random = portableRandom(seed);
  const targets = new Float64Array(rows);
  const first = new Float64Array(rows);
  const second = new Float64Array(rows);
  const groups = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    targets[row] = Number(random() < 0.3);
    const shared = random();
    first[row] = hundredths(0.5 * shared + 0.5 * targets[row] * random());
    second[row] = hundredths(0.4 * shared + 0.2 * random() + 0.4 * targets[row] * random());
    groups[row] = Math.floor((random() * rows) / 3);
  }
  return { targets, first, second, groups };
}

/** Truth and probabilities (one array a class) of a model of `classes` classes; the answer is the likeliest. */
export function scoredClasses(rows: number, classes: number, seed = 1) {
  const random = portableRandom(seed);
  const actual = new Float64Array(rows);
  const predicted = new Float64Array(rows);
  const probabilities = Array.from({ length: classes }, () => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    actual[row] = Math.floor(classes * random() * random());
    const worth = probabilities.map((_, label) => 0.05 + random() + (label === actual[row] ? random() : 0));
    const sum = worth.reduce((total, value) => total + value, 0);
    probabilities.forEach((values, label) => (values[row] = worth[label] / sum));
    predicted[row] = worth.indexOf(Math.max(...worth));
  }
  return { actual, predicted, probabilities };
}

/** Truths and what a regression answered. */
export function scoredValues(rows: number, seed = 1) {
  const random = portableRandom(seed);
  const truths = new Float64Array(rows);
  const predictions = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    truths[row] = 1 + 20 * random() * random();
    predictions[row] = truths[row] + 3 * random() * (random() - 0.4);
  }
  return { truths, predictions };
}
