import { beforeAll, describe, expect, it } from 'vitest';
import { compileFeatureCodec } from '../features/feature-codec.ts';
import { binaryMetrics } from '../performance/binary-metrics.ts';
import { manifest, reference, scoreShipped, synthetic as model } from '../testing/shipped-churn.ts';
import { DAY_MS } from '../time/units.ts';
import { scenarios, type Scenario } from './scenario.ts';
import { follow, labelsOf } from './testing/follow.ts';

const { baseline } = reference;
const codec = compileFeatureCodec(manifest);
const tenure = model.features.indexOf('tenure');

const fromMs = Date.UTC(2026, 4, 4);
/** By then every scenario has its full effect, and who came before it is no longer among the returning customers. */
const settledMs = fromMs + 12 * DAY_MS;
const toMs = settledMs + 20 * DAY_MS;

/** What the shipped model does with what it is sent, once the scenario has settled. */
interface Figures {
  rows: Float64Array[];
  baseRate: number;
  accuracy: number;
  recall: number;
  precision: number;
  rocAuc: number;
  ece: number;
  confidence: number;
}

const measured = new Map<Scenario, Figures>();
function figuresOf(scenario: Scenario): Figures {
  const figures = measured.get(scenario);
  if (figures === undefined) throw new Error(`${scenario} was not measured`);
  return figures;
}

async function measure(scenario: Scenario): Promise<Figures> {
  const volume = { perDay: 1500 };
  const plan = { manifest, model, scenario, scenarioFromMs: fromMs, seed: 5, fromMs, toMs, volume };
  const followed = follow({ ...plan, subjectPrefix: 'sim-' });
  const labels = labelsOf(followed, 30 * DAY_MS, 0);
  const settled = followed.predictions.flatMap(({ atMs, fails }, i) =>
    atMs >= settledMs && !fails ? [i] : [],
  );
  const rows = settled.map((i) => followed.predictions[i].values);
  const targets = settled.map((i) => labels[i]);
  const scores = await scoreShipped(rows);
  const metrics = binaryMetrics(targets, scores, manifest.threshold);
  const metric = (name: keyof typeof metrics) => metrics[name] ?? NaN;
  return {
    rows,
    baseRate: mean(targets),
    accuracy: metric('accuracy'),
    recall: metric('recall'),
    precision: metric('precision'),
    rocAuc: metric('rocAuc'),
    ece: metric('ece'),
    confidence: mean(scores.map((score) => (score >= manifest.threshold ? score : 1 - score))),
  };
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

const shareOf = (scenario: Scenario, holds: (values: Float64Array) => boolean) =>
  mean(figuresOf(scenario).rows.map((values) => (holds(values) ? 1 : 0)));
/** How much a figure changes against the same customers in STABLE, or as many others. */
const change = (scenario: Scenario, figure: Exclude<keyof Figures, 'rows'>) =>
  figuresOf(scenario)[figure] - figuresOf('STABLE')[figure];

beforeAll(async () => {
  for (const scenario of scenarios) measured.set(scenario, await measure(scenario));
}, 120_000);

describe('the shipped model in simulated traffic', () => {
  it('does in STABLE what its card says', () => {
    const stable = figuresOf('STABLE');
    const card = (name: string) => baseline.metrics.find((metric) => metric.name === name)?.value ?? NaN;
    expect(Math.abs(stable.baseRate - model.positiveRate)).toBeLessThan(0.01);
    expect(Math.abs(stable.accuracy - card('accuracy'))).toBeLessThan(0.015);
    expect(Math.abs(stable.rocAuc - card('rocAuc'))).toBeLessThan(0.015);
    expect(Math.abs(stable.recall - card('recall'))).toBeLessThan(0.1);
    expect(stable.ece).toBeLessThan(0.03);
  });

  it('does not suffer from HARMLESS', () => {
    expect(Math.abs(change('HARMLESS', 'accuracy'))).toBeLessThan(0.005);
    expect(Math.abs(change('HARMLESS', 'recall'))).toBeLessThan(0.02);
    expect(Math.abs(change('HARMLESS', 'confidence'))).toBeLessThan(0.005);
  });

  it('sees more new customers in COVARIATE_DRIFT, and answers that they leave', () => {
    const low = (scenario: Scenario) => shareOf(scenario, (values) => values[tenure] <= 1);
    expect(Math.abs(low('COVARIATE_DRIFT') - low('STABLE') - 0.15)).toBeLessThan(0.015);
    expect(change('COVARIATE_DRIFT', 'confidence')).toBeLessThan(-0.01);
    expect(change('COVARIATE_DRIFT', 'baseRate')).toBeGreaterThan(0.04);
    expect(figuresOf('COVARIATE_DRIFT').ece).toBeLessThan(0.05);
  });

  it('finds 15 to 20 of 100 leaving customers less in CONCEPT_DRIFT, and is as sure as ever', () => {
    expect(change('CONCEPT_DRIFT', 'recall')).toBeLessThan(-0.15);
    expect(change('CONCEPT_DRIFT', 'recall')).toBeGreaterThan(-0.2);
    expect(Math.abs(change('CONCEPT_DRIFT', 'confidence'))).toBeLessThan(0.005);
    expect(Math.abs(change('CONCEPT_DRIFT', 'baseRate'))).toBeLessThan(0.015);
  });

  it('meets 25 % in PRIOR_SHIFT, and finds the same share of them', () => {
    expect(Math.abs(figuresOf('PRIOR_SHIFT').baseRate - 0.25)).toBeLessThan(0.015);
    expect(Math.abs(change('PRIOR_SHIFT', 'recall'))).toBeLessThan(0.04);
    expect(Math.abs(change('PRIOR_SHIFT', 'rocAuc'))).toBeLessThan(0.015);
  });

  it('loses a third of its recall in RECALL_COLLAPSE, while accuracy and confidence look well', () => {
    expect(figuresOf('RECALL_COLLAPSE').recall).toBeLessThan(0.72 * figuresOf('STABLE').recall);
    expect(figuresOf('RECALL_COLLAPSE').accuracy).toBeGreaterThan(0.85);
    expect(change('RECALL_COLLAPSE', 'confidence')).toBeGreaterThan(-0.02);
    expect(change('RECALL_COLLAPSE', 'baseRate')).toBe(0);
  });

  it('misses tenure in 30 % of MISSING_DATA', () => {
    const missing = (scenario: Scenario) => shareOf(scenario, (values) => Number.isNaN(values[tenure]));
    expect(missing('STABLE')).toBeCloseTo(0.05, 1.9);
    expect(missing('MISSING_DATA')).toBeCloseTo(0.3, 1.9);
    expect(change('MISSING_DATA', 'precision')).toBeLessThan(-0.05);
  });

  it('is sent what its codec takes, in every scenario', () => {
    for (const scenario of scenarios) {
      for (const values of figuresOf(scenario).rows.slice(0, 2000)) {
        const encoded = codec.encode(codec.decode({ values: [...values], raw: null }), 'input');
        expect(encoded.ok && encoded.row.values).toEqual([...values]);
      }
    }
  });
});
