import { describe, expect, it } from 'vitest';
import type { Manifest } from '../features/manifest.ts';
import { DAY_MS } from '../time/units.ts';
import { compileScenario } from './scenario-effect.ts';
import { scenarioDescriptions, scenarioRampMs, scenarios, type Scenario } from './scenario.ts';
import type { SyntheticModel } from './synthetic-model.ts';
import { fixtureColumns, fixtureManifest, fixtureModel, lowTenureShare } from './testing/fixture-model.ts';
import { follow, labelsOf, type Followed } from './testing/follow.ts';
import type { SimulatedPrediction } from './traffic-event.ts';
import type { TrafficPlan } from './traffic.ts';

const fromMs = Date.UTC(2026, 5, 1);
const scenarioFromMs = fromMs + 20 * DAY_MS;
/** By then every scenario has its full effect, and who came before it is no longer among the returning customers. */
const settledMs = scenarioFromMs + 12 * DAY_MS;
const plan: TrafficPlan = {
  manifest: fixtureManifest,
  model: fixtureModel,
  scenario: 'STABLE',
  scenarioFromMs,
  seed: 3,
  fromMs,
  toMs: fromMs + 52 * DAY_MS,
  volume: { perDay: 2000 },
  subjectPrefix: 'sim-',
};
const { tenure, complain, orderCount, hours, cashback } = fixtureColumns;

const runs = new Map<Scenario, Followed>();
function run(scenario: Scenario): Followed {
  const known = runs.get(scenario) ?? follow({ ...plan, scenario });
  runs.set(scenario, known);
  return known;
}

const settled = (scenario: Scenario) => run(scenario).predictions.filter(({ atMs }) => atMs >= settledMs);
const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean) =>
  items.filter(holds).length / items.length;
function mean(predictions: readonly SimulatedPrediction[], column: number): number {
  const known = predictions.map(({ values }) => values[column]).filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
/** Positives among the settled predictions that `holds` for. */
function positiveRate(scenario: Scenario, holds: (values: Float64Array) => boolean = () => true): number {
  const labels = labelsOf(run(scenario), 30 * DAY_MS, 0);
  const chosen = run(scenario).predictions.flatMap(({ atMs, values }, i) =>
    atMs >= settledMs && holds(values) ? [labels[i]] : [],
  );
  return shareOf(chosen, (label) => label === 1);
}
const isLow = ({ values }: SimulatedPrediction) => values[tenure] <= 1;

describe('every scenario', () => {
  it.each(scenarios)('%s is described in a sentence and stable before its begin', (scenario) => {
    expect(scenarioDescriptions[scenario]).toMatch(/^[A-Z].+\.$/);
    expect(scenarioRampMs[scenario]).toBeLessThan(settledMs - scenarioFromMs);
    const before = ({ predictions }: Followed) => predictions.filter(({ atMs }) => atMs < scenarioFromMs);
    expect(before(run(scenario))).toEqual(before(run('STABLE')));
  });

  it.each(scenarios)('%s comes at the times of the stable traffic', (scenario) => {
    const times = ({ predictions }: Followed) => predictions.map(({ atMs }) => atMs);
    expect(times(run(scenario))).toEqual(times(run('STABLE')));
  });
});

describe('what a scenario does', () => {
  it('HARMLESS moves one feature, within its usual range', () => {
    const before = settled('STABLE');
    const after = settled('HARMLESS');
    expect(mean(after, hours) - mean(before, hours)).toBeGreaterThan(0.8);
    expect(Math.max(...after.map(({ values }) => values[hours]))).toBe(4);
    after.forEach(({ values }, i) => expect(values.with(hours, 0)).toEqual(before[i].values.with(hours, 0)));
    expect(run('HARMLESS').outcomes).toEqual(run('STABLE').outcomes);
  });

  it('COVARIATE_DRIFT raises the share of low tenure by 15 points over days, and nothing about such customers', () => {
    const share = (days: number) =>
      shareOf(
        run('COVARIATE_DRIFT').predictions.filter(({ atMs }) => {
          const elapsedMs = atMs - scenarioFromMs;
          return elapsedMs >= days * DAY_MS && elapsedMs < (days + 1) * DAY_MS;
        }),
        isLow,
      );
    expect(share(-1)).toBeLessThan(lowTenureShare + 0.02);
    expect(share(2)).toBeGreaterThan(lowTenureShare + 0.04);
    expect(share(2)).toBeLessThan(lowTenureShare + 0.1);
    expect(Math.abs(shareOf(settled('COVARIATE_DRIFT'), isLow) - lowTenureShare - 0.15)).toBeLessThan(0.015);
    const low = (values: Float64Array) => values[tenure] <= 1;
    expect(Math.abs(positiveRate('COVARIATE_DRIFT', low) - positiveRate('STABLE', low))).toBeLessThan(0.03);
    expect(positiveRate('COVARIATE_DRIFT')).toBeGreaterThan(positiveRate('STABLE') + 0.015);
  });

  it('CONCEPT_DRIFT changes who leaves, and not who comes', () => {
    const values = (scenario: Scenario) => settled(scenario).map((prediction) => prediction.values[tenure]);
    expect(shareOf(values('CONCEPT_DRIFT'), (value) => value <= 1)).toBeCloseTo(
      shareOf(values('STABLE'), (value) => value <= 1),
      1.9,
    );
    const gap = (scenario: Scenario) =>
      positiveRate(scenario, (v) => v[complain] === 1) - positiveRate(scenario, (v) => v[complain] === 0);
    expect(gap('CONCEPT_DRIFT')).toBeLessThan(0.75 * gap('STABLE'));
  });

  it('PRIOR_SHIFT raises the base rate, and the positives look as they did', () => {
    expect(Math.abs(positiveRate('PRIOR_SHIFT') - 0.97 * 0.25)).toBeLessThan(0.012);
    const positives = (scenario: Scenario) => {
      const labels = labelsOf(run(scenario), 30 * DAY_MS, 0);
      return run(scenario).predictions.filter(({ atMs }, i) => atMs >= settledMs && labels[i] === 1);
    };
    expect(Math.abs(mean(positives('PRIOR_SHIFT'), tenure) - mean(positives('STABLE'), tenure))).toBeLessThan(
      0.3,
    );
    expect(
      Math.abs(mean(positives('PRIOR_SHIFT'), complain) - mean(positives('STABLE'), complain)),
    ).toBeLessThan(0.03);
  });

  it('RECALL_COLLAPSE adds to counts and amounts that are known, and leaves flags and truth alone', () => {
    const before = settled('STABLE');
    settled('RECALL_COLLAPSE').forEach(({ values }, i) => {
      const shifted = before[i].values.slice();
      shifted[tenure] += 1;
      shifted[orderCount] += 1;
      shifted[hours] += 1;
      shifted[cashback] += 25;
      expect(values).toEqual(shifted);
    });
    expect(run('RECALL_COLLAPSE').outcomes).toEqual(run('STABLE').outcomes);
  });

  it('MISSING_DATA loses tenure at one source', () => {
    const isMissing = ({ values }: SimulatedPrediction) => Number.isNaN(values[tenure]);
    const bySource = (source: string) =>
      shareOf(
        settled('MISSING_DATA').filter(({ tags }) => tags.includes(`source:${source}`)),
        isMissing,
      );
    expect(shareOf(settled('STABLE'), isMissing)).toBeCloseTo(0.05, 1.9);
    expect(shareOf(settled('MISSING_DATA'), isMissing)).toBeCloseTo(0.3, 1.9);
    expect(bySource('web')).toBeCloseTo(0.05, 1.9);
    expect(bySource('app')).toBeCloseTo(0.05, 1.9);
    expect(bySource('partner')).toBeGreaterThan(0.85);
  });

  it('ERRORS fails 12 %, LATENCY is slow for 5 %', () => {
    expect(shareOf(settled('ERRORS'), ({ fails }) => fails)).toBeCloseTo(0.12, 1.9);
    const latencies = settled('LATENCY').map(({ latencyMs }) => latencyMs);
    expect(shareOf(latencies, (ms) => ms > 2500)).toBeCloseTo(0.05, 2);
  });
});

describe('a model without these features', () => {
  const renamed: Manifest = {
    ...fixtureManifest,
    features: fixtureManifest.features.map((feature, i) => ({ ...feature, name: `feature${i}` })),
  };
  /** What a scenario changes in a customer, by column. */
  const changeOf = (scenario: Scenario, manifest: Manifest) => {
    const compiled = compileScenario(scenario, manifest, fixtureModel, 1);
    if (!compiled.ok) throw new Error(compiled.failure.message);
    const values = Float64Array.of(10, 0, 0, 3, 2, 100);
    compiled.effect.distort?.(values, 'partner', () => 0);
    return [...values];
  };

  it('gets those that its truth depends on most or least', () => {
    expect(changeOf('MISSING_DATA', renamed)).toEqual([NaN, 0, 0, 3, 2, 100]);
    const harmless = changeOf('HARMLESS', renamed);
    expect(harmless.slice(0, 4)).toEqual([10, 0, 0, 3]);
    expect(harmless).not.toEqual([10, 0, 0, 3, 2, 100]);
    const compiled = compileScenario('COVARIATE_DRIFT', renamed, fixtureModel, 1);
    expect(compiled.ok && compiled.effect.stratum?.share(scenarioRampMs.COVARIATE_DRIFT)).toBeCloseTo(
      0.35,
      1,
    );
  });

  it('gets half a standard deviation on counts and amounts', () => {
    const [count, device, flag, orders, rating, amount] = changeOf('RECALL_COLLAPSE', renamed);
    expect([count, device, flag, orders, rating]).toEqual([13, 0, 0, 5, 2]);
    expect(amount).toBeCloseTo(100 + 300 / Math.sqrt(12) / 2, -0.5);
  });

  it('is refused what it has no feature for', () => {
    const features = fixtureManifest.features.filter(({ kind }) => kind === 'CATEGORICAL');
    const categorical: Manifest = { ...fixtureManifest, features };
    const model: SyntheticModel = {
      ...fixtureModel,
      features: ['device'],
      sampleCustomers: (count, random) =>
        Array.from({ length: count }, () => Float64Array.of(random() < 0.5 ? 0 : 1)),
      truthLogits: (customers) => Float64Array.from(customers, (values) => values[0]),
    };
    for (const scenario of scenarios) {
      const compiled = compileScenario(scenario, categorical, model, 1);
      const isRefused = ['COVARIATE_DRIFT', 'RECALL_COLLAPSE', 'MISSING_DATA'].includes(scenario);
      expect(compiled.ok).toBe(!isRefused);
      if (!compiled.ok) expect(compiled.failure).toMatchObject({ code: 'BAD_USER_INPUT', field: 'scenario' });
    }
  });
});
