import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredRows } from '../testing/scored-rows.ts';
import { compareBinaryModels, type ComparedRows, type ModelComparison } from './compare-binary-models.ts';

const thresholds = { champion: 0.5, challenger: 0.5 };

function compare(
  rows: ComparedRows,
  options: Partial<Parameters<typeof compareBinaryModels>[1]> = {},
): ModelComparison {
  const result = compareBinaryModels(rows, { thresholds, ...options });
  if (!result.ok) throw new Error(result.failure.message);
  return result.comparison;
}

/** Two models that see the truth through noise; the one with less noise is better. */
function twoModels(count: number, championNoise: number, challengerNoise: number, seed = 1): ComparedRows {
  const random = createRandom(seed);
  const targets = Float64Array.from({ length: count }, () => Number(random() < 0.3));
  const scored = (noise: number, shared: number, target: number) =>
    Math.min(1, Math.max(0, 0.35 + 0.3 * target + 0.5 * (shared - 0.5) + noise * (random() - 0.5)));
  const common = targets.map(() => random());
  return {
    targets,
    champion: targets.map((target, row) => scored(championNoise, common[row], target)),
    challenger: targets.map((target, row) => scored(challengerNoise, common[row], target)),
  };
}

describe('compareBinaryModels', () => {
  it('finds a better model better', () => {
    const comparison = compare(twoModels(3000, 0.8, 0.3));
    expect(comparison.verdict).toBe('BETTER');
    expect(comparison.headline).toMatch(
      /^The challenger is better in .*PR AUC on 3,000 rows, and worse in nothing\.$/,
    );
    expect(comparison.sentences.length).toBe(5);
    expect(comparison.sentences[0]).toMatch(
      /^Accuracy: 0\.\d{3} -> 0\.\d{3}, a gain of 0\.\d{3} \(at least 0\.\d{3} with 95 % confidence; margin 0\.010\): better\.$/,
    );
  });

  it('finds a worse model worse', () => {
    const comparison = compare(twoModels(3000, 0.3, 0.8));
    expect(comparison.verdict).toBe('WORSE');
    expect(comparison.headline).toMatch(
      /^The challenger is worse in accuracy, precision, recall, ROC AUC and PR AUC/,
    );
  });

  it('finds the same model not worse', () => {
    const rows = twoModels(3000, 0.5, 0.5);
    const comparison = compare({ ...rows, challenger: rows.champion });
    expect(comparison.verdict).toBe('NOT_WORSE');
    expect(comparison.metrics.every(({ gain }) => gain === 0)).toBe(true);
  });

  it('finds equally good models not worse when there are rows enough, else says how many there should be', () => {
    const few = compare(twoModels(400, 0.5, 0.5));
    expect(few.verdict).toBe('NOT_ENOUGH_DATA');
    expect(few.headline).toMatch(/^Not enough data: 400 rows do not decide /);
    expect(few.sentences.join(' ')).toMatch(
      /not decided\. If both are equally good, about [\d,]+ rows would show it\./,
    );
    expect(compare(twoModels(40_000, 0.5, 0.5)).verdict).toBe('NOT_WORSE');
  });

  it('gives no verdict on few rows, or few positives, however clear they look', () => {
    const good = twoModels(299, 0.9, 0);
    expect(compare(good)).toMatchObject({
      verdict: 'NOT_ENOUGH_DATA',
      headline: 'Not enough data: 299 independent rows, 300 are needed.',
    });
    const many = twoModels(2000, 0.9, 0);
    const rare = Float64Array.from(many.targets, (target, row) => (row > 60 ? 0 : target));
    expect(compare({ ...many, targets: rare }).headline).toMatch(/rows of the rarer class, 30 are needed\.$/);
  });

  it('calls a small gain no gain, however significant', () => {
    const rows = twoModels(40_000, 0.55, 0.5);
    const findingAt = (margin: number) => compare(rows, { margins: { rocAuc: margin } }).metrics[0];
    const { adjustedP, gain } = findingAt(0.1);
    expect(adjustedP).toBeLessThan(1e-6);
    expect(findingAt(0.1).finding).toBe('NOT_WORSE');
    expect(findingAt(1.9 * (gain ?? 0)).finding).toBe('BETTER');
  });

  it('tests one row a subject, and shows figures per prediction too', () => {
    const { targets, champion, challenger } = twoModels(1000, 0.6, 0.5);
    const thrice = (values: ArrayLike<number>) => [0, 1, 2].flatMap(() => Array.from(values));
    const subjects = thrice(targets.length ? Array.from(targets, (_, row) => row) : []).map(String);
    const repeated = compare({
      targets: thrice(targets),
      champion: thrice(champion),
      challenger: thrice(challenger),
      subjects,
    });
    const once = compare({ targets, champion, challenger });
    expect(repeated).toMatchObject({ rows: 3000, subjects: 1000, verdict: once.verdict });
    const [tested, shown] = [repeated.metrics, repeated.perPrediction].map((list) =>
      list.find(({ metric }) => metric === 'rocAuc'),
    );
    expectClose(tested?.lower, once.metrics.find(({ metric }) => metric === 'rocAuc')?.lower ?? NaN, 1e-9);
    expectClose(
      (shown?.upper ?? 0) - (shown?.lower ?? 0),
      (tested?.upper ?? 0) - (tested?.lower ?? 0),
      0.005,
    );
  });

  it('says what is not defined', () => {
    const rows = twoModels(1000, 0.5, 0.5);
    const silent = Float64Array.from(rows.targets, () => 0.1);
    const comparison = compare({ ...rows, challenger: silent });
    expect(comparison.verdict).toBe('WORSE');
    expect(comparison.sentences).toContain('Precision: not defined for the challenger.');
  });

  it('leaves out rows that lack anything', () => {
    const rows = twoModels(1000, 0.5, 0.5);
    const challenger = Float64Array.from(rows.challenger, (p, row) => (row < 10 ? NaN : p));
    expect(compare({ ...rows, challenger })).toMatchObject({ rows: 990, leftOut: 10 });
  });

  it('refuses what it cannot compare', () => {
    const { targets, first, second } = scoredRows(20);
    const options = { thresholds };
    const bad = (rows: Partial<ComparedRows>) =>
      compareBinaryModels({ targets, champion: first, challenger: second, ...rows }, options);
    expect(bad({ champion: [2] })).toMatchObject({ failure: { code: 'BAD_USER_INPUT', field: 'champion' } });
    expect(bad({ subjects: ['a'] })).toMatchObject({
      failure: { code: 'BAD_USER_INPUT', field: 'subjects' },
    });
    expect(bad({ targets: first.map(() => NaN) })).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
  });

  it('has no NaN, whatever little it gets', () => {
    const row = fc.tuple(
      fc.constantFrom(0, 1, NaN),
      fc.constantFrom(0, 0.2, 0.5, 0.7, 1, NaN),
      fc.constantFrom(0, 0.2, 0.5, 0.7, 1, NaN),
      fc.option(fc.constantFrom('a', 'b')),
    );
    const margins = {
      accuracy: 0.01,
      recall: 0.01,
      precision: 0.01,
      f1: 0.01,
      mcc: 0.01,
      rocAuc: 0.01,
      prAuc: 0.01,
      logLoss: 0.01,
      brier: 0.01,
    };
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const columns = { targets: rows.map((one) => one[0]), champion: rows.map((one) => one[1]) };
        const result = compareBinaryModels(
          { ...columns, challenger: rows.map((one) => one[2]), subjects: rows.map((one) => one[3]) },
          { thresholds, margins },
        );
        if (!result.ok) return;
        expect(result.comparison.verdict).toBe('NOT_ENOUGH_DATA');
        for (const gain of [...result.comparison.metrics, ...result.comparison.perPrediction]) {
          for (const value of Object.values(gain)) {
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
          }
          if (gain.lower !== null && gain.gain !== null) expect(gain.lower).toBeLessThanOrEqual(gain.gain);
        }
        expect(result.comparison.sentences.join()).not.toMatch(/NaN|Infinity/);
      }),
    );
  });
});
