import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { estimateCbpe, estimateSorted, fitCbpe, type Cbpe } from './cbpe.ts';
import { cbpeFromJson, cbpeToJson } from './cbpe-json.ts';
import { byMetric, estimatedMetricNames, type EstimatedMetric } from './estimated-metrics.ts';
import type { SamplingError } from './sampling-error.ts';
import { syntheticScores } from './testing/synthetic-scores.ts';
import { taken } from './testing/taken.ts';

const golden = new URL('../../../../../shared/golden/scipy_golden.json', import.meta.url);
const count = (rows: number) => Array.from({ length: rows }, (_, i) => i);

function goldenEstimate() {
  const rows = count(200)
    .map((i) => (((61 * i) % 199) + 0.5) / 199)
    .map((p) => ({ p, score: p ** 1.1 }))
    .sort((a, b) => b.score - a.score);
  return estimateSorted(
    Float64Array.from(rows, ({ p }) => p),
    rows.map(({ p }) => Number(p >= 0.5)),
  );
}

describe('the golden numbers', () => {
  it('as they stand here', () => {
    const { confusion, values } = goldenEstimate();
    expect(confusion.truePositives).toBeCloseTo(74.87437185929649, 9);
    expect(confusion.falsePositives).toBeCloseTo(25.12562814070352, 9);
    expect(confusion.falseNegatives).toBeCloseTo(24.62814070351759, 9);
    expect(values.accuracy).toBeCloseTo(0.7512311557788945, 12);
    expect(values.f1).toBeCloseTo(0.7506108158484672, 12);
    expect(values.rocAuc).toBeCloseTo(0.8349583155943797, 12);
  });

  it.skipIf(!existsSync(golden))('all, within 1e-9', () => {
    const schema = z.object({ cbpe_binary: z.record(z.string(), z.unknown()) });
    const expected = schema.parse(JSON.parse(readFileSync(golden, 'utf8'))).cbpe_binary;
    const { confusion: c, values } = goldenEstimate();
    const found: Record<string, number | null> = {
      TP: c.truePositives,
      FP: c.falsePositives,
      FN: c.falseNegatives,
      TN: c.trueNegatives,
      accuracy: values.accuracy,
      f1: values.f1,
      precision: values.precision,
      recall: values.recall,
      specificity: values.specificity,
      roc_auc: values.rocAuc,
    };
    for (const [name, value] of Object.entries(found)) {
      expect(Math.abs((value ?? NaN) / Number(expected[name]) - 1)).toBeLessThan(1e-9);
    }
  });
});

/** A reference and a window by formula, so that NannyML could be asked the same. */
function formulaRows() {
  const scores = count(2000).map((i) => (((617 * i) % 2003) + 0.5) / 2003);
  const targets = scores.map((p, i) => Number(((911 * i + 1000) % 2011) / 2011 < p ** 1.5));
  const current = count(1000).map((i) => ((((433 * i) % 1009) + 0.5) / 1009) ** 1.2);
  const answer = (score: number) => Number(score >= 0.5);
  return {
    reference: { scores, targets, predicted: scores.map(answer) },
    current: { scores: current, predicted: current.map(answer) },
  };
}

describe("NannyML's figures", () => {
  // nannyml 0.13.1 with scikit-learn 1.9.1: CBPE of these rows; estimate, sampling error, alert limits of ten chunks.
  it.each([
    ['rocAuc', 0.8696914039258704, 0.009021866032350247, 0.8291179486670345, 0.8826689165098592],
    ['f1', 0.7210887628931634, 0.026199324659979255, 0.7000414596850549, 0.7631639127414281],
    ['precision', 0.6553467544581721, 0.021184247360374695, 0.6197008519942186, 0.6988648045714378],
    ['recall', 0.8014914798866186, 0.0190933294573465, 0.7932235277959457, 0.8505417721543905],
    ['specificity', 0.7648134085387125, 0.01844963777749618, 0.6927056420187393, 0.7376455907953196],
    ['accuracy', 0.7779490971416826, 0.01354385469502682, 0.7355500556793564, 0.7804499443206436],
    ['prAuc', 0.7980126381674199, null, 0.7451721908499449, 0.8693754008836634],
  ] as const)('%s', (metric, value, error, lower, upper) => {
    const { reference, current } = formulaRows();
    const { cbpe } = taken(fitCbpe(reference, { seed: 1 }));
    expect(cbpe.calibration).not.toBeNull();
    const found = taken(estimateCbpe(cbpe, current)).estimate.metrics[metric];
    expect(found.value).toBeCloseTo(value, 12);
    expect(found.limits?.lower).toBeCloseTo(lower, 12);
    expect(found.limits?.upper).toBeCloseTo(upper, 12);
    expect(found.isOutside).toBe(value < lower || value > upper);
    // Of average precision it is by resampling, 50 times here and there: 0.0189 there.
    if (error === null) expect(found.standardError).toBeCloseTo(0.017, 2);
    else expect(found.standardError).toBeCloseTo(error, 12);
  });
});

describe('whether scores are calibrated', () => {
  const calibrationOf = (options: Parameters<typeof syntheticScores>[0]) =>
    taken(fitCbpe(syntheticScores(options), { seed: 1 })).cbpe.calibration;

  it('is decided by what calibration does to held-out rows', () => {
    expect(calibrationOf({ rows: 4000, seed: 1, truth: (p) => p ** 2 })).not.toBeNull();
    // Calibrated already: fitting anew adds the noise of 400 rows (and still wins by chance on about half of all seeds).
    expect(calibrationOf({ rows: 400, seed: 0 })).toBeNull();
  });

  it('is no with one class, and where classes are apart', () => {
    expect(calibrationOf({ rows: 200, seed: 1, truth: () => 0 })).toBeNull();
    expect(calibrationOf({ rows: 2000, seed: 1, truth: (p) => Number(p > 0.3) })).toBeNull();
  });
});

describe('the band', () => {
  /** How often the true value lies in the band of the estimate, over seeded windows of `rows` rows. */
  function coverage(cbpe: Cbpe, rows: number, windows: number) {
    const inside = new Map(estimatedMetricNames.map((metric) => [metric, 0]));
    for (let seed = 0; seed < windows; seed++) {
      const window = syntheticScores({ rows, seed: 1000 + seed });
      const { metrics } = taken(estimateCbpe(cbpe, window)).estimate;
      const truth = taken(fitCbpe(window, { seed: 1, chunks: [{ from: 0, to: rows }] })).cbpe.limits;
      for (const metric of estimatedMetricNames) {
        // One chunk: both limits are its realised value.
        const realised = truth[metric]?.lower ?? NaN;
        const { lower, upper } = metrics[metric];
        const isInside = realised >= (lower ?? NaN) && realised <= (upper ?? NaN);
        inside.set(metric, (inside.get(metric) ?? 0) + Number(isInside));
      }
    }
    return inside;
  }

  const { cbpe } = taken(fitCbpe(syntheticScores({ rows: 20_000, seed: 1 }), { seed: 1 }));
  const calibrated: Cbpe = { ...cbpe, calibration: null };

  it('of three standard errors holds the truth nearly always, while scores are calibrated', () => {
    for (const inside of coverage(calibrated, 1000, 200).values()) expect(inside).toBeGreaterThanOrEqual(196);
  });

  it('of one standard error holds it about as often as it should', () => {
    const narrow = (error: SamplingError | null) => error && { ...error, deviation: error.deviation / 3 };
    const samplingErrors = byMetric((metric) => narrow(calibrated.samplingErrors[metric]));
    const inside = coverage({ ...calibrated, samplingErrors }, 1000, 300);
    const shareOf = (metric: EstimatedMetric) => (inside.get(metric) ?? NaN) / 300;
    // A normal deviate: 68 %.
    for (const metric of ['accuracy', 'precision'] as const) {
      expect(shareOf(metric)).toBeGreaterThan(0.62);
      expect(shareOf(metric)).toBeLessThan(0.78);
    }
    // Too wide: what the window's own scores say is counted as chance.
    for (const metric of ['recall', 'specificity', 'f1', 'prAuc'] as const) {
      expect(shareOf(metric)).toBeGreaterThan(0.7);
    }
    // Too narrow: the chance of the negatives is not counted.
    expect(shareOf('rocAuc')).toBeGreaterThan(0.52);
    expect(shareOf('rocAuc')).toBeLessThan(0.72);
  });
});

describe('what it sees and what it does not', () => {
  const reference = syntheticScores({ rows: 20_000, seed: 1 });
  const { cbpe } = taken(fitCbpe(reference, { seed: 1 }));
  const accuracyOf = ({ predicted, targets }: ReturnType<typeof syntheticScores>) =>
    predicted.filter((answer, row) => answer === targets[row]).length / predicted.length;

  it('sees that rows have become harder to tell apart', () => {
    const harder = syntheticScores({ rows: 20_000, seed: 2, mean: -0.2, spread: 0.8 });
    const { accuracy } = taken(estimateCbpe(cbpe, harder)).estimate.metrics;
    expect(accuracyOf(harder)).toBeLessThan(accuracyOf(reference) - 0.1);
    expect(accuracy.value).toBeCloseTo(accuracyOf(harder), 1);
    expect(accuracy.isOutside).toBe(true);
  });

  it('is blind to a changed relation of score and truth', () => {
    const changed = syntheticScores({ rows: 20_000, seed: 3, truth: (score) => 1 - score });
    const { metrics } = taken(estimateCbpe(cbpe, changed)).estimate;
    expect(accuracyOf(changed)).toBeLessThan(0.3);
    expect(metrics.accuracy.value).toBeCloseTo(accuracyOf(reference), 1);
    for (const metric of estimatedMetricNames) expect(metrics[metric].isOutside).toBe(false);
  });

  it('is blind to a class that has become more frequent at the same score', () => {
    const odds = (p: number) => (3 * p) / (1 + 2 * p);
    const more = syntheticScores({ rows: 20_000, seed: 4, truth: odds });
    const { metrics, confusion } = taken(estimateCbpe(cbpe, more)).estimate;
    const positives = more.targets.reduce((sum, target) => sum + target, 0);
    expect(confusion.truePositives + confusion.falseNegatives).toBeLessThan(0.75 * positives);
    for (const metric of estimatedMetricNames) expect(metrics[metric].isOutside).toBe(false);
  });
});

describe('degenerate input', () => {
  const rows = syntheticScores({ rows: 300, seed: 1 });
  const { cbpe } = taken(fitCbpe(rows, { seed: 1 }));

  it('without rows or with too few is INSUFFICIENT_DATA', () => {
    const none = { scores: [], predicted: [], targets: [] };
    expect(fitCbpe(none, { seed: 1 })).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
    expect(estimateCbpe(cbpe, none)).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
    const few = { scores: [0.1, 0.9], predicted: [0, 1], targets: [0, 1] };
    expect(fitCbpe(few, { seed: 1 })).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
    const gone = { scores: [NaN, NaN], predicted: [0, 1] };
    expect(estimateCbpe(cbpe, gone)).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA' } });
  });

  it.each([
    [{ scores: [1.5], predicted: [1] }, 'scores'],
    [{ scores: [Infinity], predicted: [1] }, 'scores'],
    [{ scores: [0.5], predicted: [2] }, 'predicted'],
    [{ scores: [0.5], predicted: [] }, 'predicted'],
  ])('%j is BAD_USER_INPUT', (current, field) => {
    expect(estimateCbpe(cbpe, current)).toMatchObject({
      ok: false,
      failure: { code: 'BAD_USER_INPUT', field },
    });
  });

  it('of wrong truths or chunks is BAD_USER_INPUT', () => {
    const wrong = { ...rows, targets: rows.targets.map((target) => target + 1) };
    expect(fitCbpe(wrong, { seed: 1 })).toMatchObject({ ok: false, failure: { field: 'targets' } });
    const chunks = [
      { from: 0, to: 100 },
      { from: 50, to: 150 },
    ];
    expect(fitCbpe(rows, { seed: 1, chunks })).toMatchObject({ ok: false, failure: { field: 'chunks' } });
  });

  it('never gives NaN, whatever the rows', () => {
    const row = fc.record({
      score: fc.oneof(fc.double({ min: 0, max: 1 }), fc.constantFrom(0, 1, 0.5)),
      predicted: fc.constantFrom(0, 1),
      target: fc.constantFrom(0, 1, NaN),
    });
    const few = fc.array(row, { minLength: 1, maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(few, few, fc.constantFrom(null, 0, 1), (labelled, window, only) => {
        const columns = (list: typeof labelled) => ({
          scores: list.map(({ score }) => score),
          predicted: list.map(({ predicted }) => only ?? predicted),
          targets: list.map(({ target }) => (only === null || Number.isNaN(target) ? target : only)),
        });
        const fitted = fitCbpe(columns(labelled), { seed: 1 });
        if (!fitted.ok) expect(fitted.failure.code).toBe('INSUFFICIENT_DATA');
        const found = estimateCbpe(fitted.ok ? fitted.cbpe : cbpe, columns(window));
        if (!found.ok) expect(found.failure.code).toBe('INSUFFICIENT_DATA');
        else {
          const text = JSON.stringify(found, (_, value: unknown) => (Number.isNaN(value) ? 'NaN' : value));
          expect(text).not.toContain('NaN');
          for (const { value, lower, upper } of Object.values(found.estimate.metrics)) {
            if (value === null) continue;
            expect(value).toBeGreaterThanOrEqual(lower ?? 0);
            expect(value).toBeLessThanOrEqual(upper ?? 1);
          }
        }
      }),
    );
  });

  it('leaves rows out that lack a score or a truth', () => {
    const gaps = { ...rows, scores: rows.scores.map((score, i) => (i % 3 === 0 ? NaN : score)) };
    const { estimate } = taken(estimateCbpe(cbpe, gaps));
    expect(estimate).toMatchObject({ rows: 200, leftOut: 100 });
    expect(taken(fitCbpe(gaps, { seed: 1 })).cbpe.rows).toBe(200);
  });

  it('with all scores equal has a ROC AUC of one half', () => {
    const equal = { scores: new Float64Array(50).fill(0.5), predicted: new Uint8Array(50).fill(1) };
    const { metrics } = taken(estimateCbpe({ ...cbpe, calibration: null }, equal)).estimate;
    expect(metrics.rocAuc.value).toBeCloseTo(0.5, 12);
    expect(metrics).toMatchObject({
      accuracy: { value: 0.5 },
      recall: { value: 1 },
      specificity: { value: 0 },
    });
  });

  it('with certain scores has no ROC AUC', () => {
    const certain = { scores: new Float64Array(20), predicted: new Uint8Array(20) };
    const { metrics } = taken(estimateCbpe({ ...cbpe, calibration: null }, certain)).estimate;
    expect(metrics).toMatchObject({
      rocAuc: { value: null },
      prAuc: { value: null },
      precision: { value: 0 },
    });
  });
});

it('is kept by JSON', () => {
  const { reference, current } = formulaRows();
  const { cbpe } = taken(fitCbpe(reference, { seed: 1 }));
  const json: unknown = JSON.parse(JSON.stringify(cbpeToJson(cbpe)));
  const read = taken(cbpeFromJson(json)).cbpe;
  expect(read).toEqual(cbpe);
  expect(estimateCbpe(read, current)).toEqual(estimateCbpe(cbpe, current));
  for (const wrong of [null, {}, { ...cbpeToJson(cbpe), rows: -1 }]) {
    expect(cbpeFromJson(wrong)).toMatchObject({ ok: false, failure: { code: 'BAD_USER_INPUT' } });
  }
});

it('is the same for the same seed', () => {
  const rows = syntheticScores({ rows: 1000, seed: 3 });
  expect(fitCbpe(rows, { seed: 5 })).toEqual(fitCbpe(rows, { seed: 5 }));
});
