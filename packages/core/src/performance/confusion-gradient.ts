import { accuracy, f1, mcc, precision, recall, specificity, type Confusion } from './confusion.ts';

/** By how much a figure changes with one more row of each kind, to first order. */
export interface ConfusionGradient {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

const NONE: ConfusionGradient = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };

/** Each is null where its figure is. */
export const confusionGradients = {
  accuracy(c: Confusion): ConfusionGradient | null {
    const value = accuracy(c);
    if (value === null) return null;
    const rows = c.truePositives + c.falsePositives + c.falseNegatives + c.trueNegatives;
    const [right, wrong] = [(1 - value) / rows, -value / rows];
    return { truePositive: right, falsePositive: wrong, falseNegative: wrong, trueNegative: right };
  },

  balancedAccuracy(c: Confusion): ConfusionGradient | null {
    const found = confusionGradients.recall(c);
    const spared = confusionGradients.specificity(c);
    if (found === null || spared === null) return null;
    return {
      truePositive: found.truePositive / 2,
      falseNegative: found.falseNegative / 2,
      trueNegative: spared.trueNegative / 2,
      falsePositive: spared.falsePositive / 2,
    };
  },

  precision(c: Confusion): ConfusionGradient | null {
    const value = precision(c);
    const answered = c.truePositives + c.falsePositives;
    if (value === null) return null;
    return { ...NONE, truePositive: (1 - value) / answered, falsePositive: -value / answered };
  },

  recall(c: Confusion): ConfusionGradient | null {
    const value = recall(c);
    const positives = c.truePositives + c.falseNegatives;
    if (value === null) return null;
    return { ...NONE, truePositive: (1 - value) / positives, falseNegative: -value / positives };
  },

  specificity(c: Confusion): ConfusionGradient | null {
    const value = specificity(c);
    const negatives = c.trueNegatives + c.falsePositives;
    if (value === null) return null;
    return { ...NONE, trueNegative: (1 - value) / negatives, falsePositive: -value / negatives };
  },

  f1(c: Confusion): ConfusionGradient | null {
    const value = f1(c);
    const weight = 2 * c.truePositives + c.falsePositives + c.falseNegatives;
    if (value === null) return null;
    const wrong = -value / weight;
    return { ...NONE, truePositive: (2 * (1 - value)) / weight, falsePositive: wrong, falseNegative: wrong };
  },

  /** Of covariance / sqrt(answered+ x answered- x truth+ x truth-). */
  mcc(c: Confusion): ConfusionGradient | null {
    const value = mcc(c);
    if (value === null) return null;
    const answeredPositive = c.truePositives + c.falsePositives;
    const answeredNegative = c.trueNegatives + c.falseNegatives;
    const positives = c.truePositives + c.falseNegatives;
    const negatives = c.trueNegatives + c.falsePositives;
    const norm =
      Math.sqrt(answeredPositive) * Math.sqrt(answeredNegative) * Math.sqrt(positives) * Math.sqrt(negatives);
    const change = (covariance: number, answered: number, truth: number) =>
      covariance / norm - (value / 2) * (1 / answered + 1 / truth);
    return {
      truePositive: change(c.trueNegatives, answeredPositive, positives),
      falsePositive: change(-c.falseNegatives, answeredPositive, negatives),
      falseNegative: change(-c.falsePositives, answeredNegative, positives),
      trueNegative: change(c.truePositives, answeredNegative, negatives),
    };
  },
};

export type ConfusionMetric = keyof typeof confusionGradients;

export function isConfusionMetric(metric: string): metric is ConfusionMetric {
  return Object.hasOwn(confusionGradients, metric);
}

/**
 * Variance of a figure of independent rows from their counts alone: what `influenceVariance` of the rows gives. Null
 * where the figure is not defined, or for fewer than two rows.
 */
export function confusionVariance(metric: ConfusionMetric, c: Confusion): number | null {
  const gradient = confusionGradients[metric](c);
  const rows = c.truePositives + c.falsePositives + c.falseNegatives + c.trueNegatives;
  if (gradient === null || rows < 2) return null;
  const squares =
    c.truePositives * gradient.truePositive ** 2 +
    c.falsePositives * gradient.falsePositive ** 2 +
    c.falseNegatives * gradient.falseNegative ** 2 +
    c.trueNegatives * gradient.trueNegative ** 2;
  return (squares * rows) / (rows - 1);
}
