import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferManifest } from '../features/infer-manifest.ts';
import { manifestSchema, type Manifest } from '../features/manifest.ts';
import { rocAuc } from '../performance/ranking.ts';
import { readTable } from '../testing/sample-table.ts';
import { manifest as churn, reference as churnReference, synthetic } from '../testing/shipped-churn.ts';
import { featureReferences } from '../training/build-reference.ts';
import { encodeTable } from '../training/encode-table.ts';
import { createRandom, type Random } from '../training/random.ts';
import { fitOutlierModel, outlierModelOfCounts, outlierModelSchema } from './outlier-model.ts';
import { compileOutlierScorer, type OutlierScorer } from './outlier-scorer.ts';
import { OUTLIER_SCORE } from './score-calibration.ts';

const telcoUrl = new URL('../../../../../shared/data/telco_churn.csv', import.meta.url);

const columnsOf = (rows: readonly ArrayLike<number>[]) =>
  Array.from(rows[0], (_, feature) => Float64Array.from(rows, (row) => row[feature]));
const rowsOf = (columns: readonly ArrayLike<number>[]) =>
  Array.from({ length: columns[0].length }, (_, row) => Float64Array.from(columns, (column) => column[row]));

function scorerOf(manifest: Manifest, columns: readonly Float64Array[], groups?: Int32Array): OutlierScorer {
  const result = fitOutlierModel(manifest, columns, 1, groups);
  if (!result.ok) throw new Error(result.failure.message);
  return compileOutlierScorer(manifest, { features: featureReferences(manifest, columns) }, result.model);
}

function countsScorer(manifest: Manifest, features: typeof churnReference.features): OutlierScorer {
  const result = outlierModelOfCounts(manifest, { features }, 1);
  if (!result.ok) throw new Error(result.failure.message);
  return compileOutlierScorer(manifest, { features }, result.model);
}

const flaggedShare = (scorer: OutlierScorer, rows: readonly ArrayLike<number>[]) =>
  rows.filter((row) => scorer.isOutlier(row)).length / rows.length;

/** How well the scorer tells spoilt rows from those that they were made of. */
function auc(
  scorer: OutlierScorer,
  rows: readonly Float64Array[],
  spoil: (row: Float64Array) => Float64Array,
) {
  const all = [...rows, ...rows.map(spoil)];
  const targets = all.map((_, i) => Number(i >= rows.length));
  return rocAuc(
    targets,
    all.map((row) => scorer.score(row)),
  );
}

const small = manifestSchema.parse({
  manifestVersion: 1,
  name: 'small',
  version: '1',
  title: 'Small',
  task: 'REGRESSION',
  features: [
    { name: 'x', column: 'x', kind: 'NUMERIC', required: false, minimum: null, maximum: null },
    { name: 'y', column: 'y', kind: 'NUMERIC', required: false, minimum: null, maximum: null },
    { name: 'kind', column: 'k', kind: 'CATEGORICAL', required: false, categories: ['a', 'b', 'c'] },
  ],
  target: { column: 't' },
});

/** y follows x, the kind follows both; one x in twenty is missing. */
function smallColumns(rows: number, random: Random): Float64Array[] {
  const x = Float64Array.from({ length: rows }, () => 100 * random());
  const y = x.map((value) => value + 5 * random());
  const kind = x.map((value) => (value < 90 ? Number(value > 45) : 2));
  return [x.map((value) => (random() < 0.05 ? NaN : value)), y, kind];
}

describe('the outlier score', () => {
  const scorer = scorerOf(small, smallColumns(2000, createRandom(1)));

  it('flags about 1 % of new rows that are like the reference', () => {
    expect(flaggedShare(scorer, rowsOf(smallColumns(20_000, createRandom(2))))).toBeGreaterThan(0.004);
    expect(flaggedShare(scorer, rowsOf(smallColumns(20_000, createRandom(2))))).toBeLessThan(0.025);
  });

  it('flags values far outside, gaps where there are none, and combinations that never met', () => {
    expect(scorer.isOutlier([50, 52, 1])).toBe(false);
    expect(scorer.isOutlier([5000, 52, 1])).toBe(true);
    expect(scorer.isOutlier([50, NaN, 1])).toBe(true);
    expect(scorer.isOutlier([20, 80, 2])).toBe(true);
    expect(scorer.explain([20, 80, 2], 1)[0].given).not.toBeNull();
    expect(scorer.explain([5000, 52, 1], 1)).toMatchObject([{ feature: 'x' }]);
  });

  it('rises with the distance beyond the reference, without end', () => {
    const distances = [101, 105, 120, 200, 500, 1000];
    const scores = distances.map((x) => scorer.score([x, 99, 2]));
    scores.forEach((score, i) => {
      if (i > 0) expect(score).toBeGreaterThanOrEqual(scores[i - 1]);
    });
    expect(scorer.score([1e308, 99, 2])).toBeLessThanOrEqual(1);
  });

  it('lies in 0..1 and is never NaN, whatever comes', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0, 1, 50));
    fc.assert(
      fc.property(fc.tuple(value, value, fc.oneof(value, fc.constantFrom(0, 1, 2))), (row) => {
        const score = scorer.score(row);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        for (const reason of scorer.explain(row))
          expect(reason.value + reason.combination).toBeGreaterThan(0);
      }),
    );
  });

  it('stands constant and empty features and infinities in the reference', () => {
    const rows = 300;
    const columns = [
      new Float64Array(rows).fill(7),
      new Float64Array(rows).fill(NaN),
      Float64Array.from({ length: rows }, (_, i) => i % 3),
    ];
    const odd = scorerOf(small, columns);
    expect(odd.isOutlier([7, NaN, 1])).toBe(false);
    expect(odd.isOutlier([8, NaN, 1])).toBe(true);
    expect(Number.isNaN(odd.score([NaN, 3, NaN]))).toBe(false);
    const endless = [columns[0].map((_, i) => (i === 0 ? Infinity : i)), ...columns.slice(1)];
    expect(Number.isNaN(scorerOf(small, endless).score([5, 5, 5]))).toBe(false);
  });

  it('the model survives its own JSON', () => {
    const fitted = fitOutlierModel(small, smallColumns(500, createRandom(3)), 1);
    if (!fitted.ok) throw new Error();
    expect(outlierModelSchema.parse(JSON.parse(JSON.stringify(fitted.model)))).toEqual(fitted.model);
    expect(fitOutlierModel(small, smallColumns(500, createRandom(3)), 1)).toEqual(fitted);
  });

  it('needs 100 rows', () => {
    for (const columns of [[], smallColumns(99, createRandom(1))]) {
      expect(fitOutlierModel(small, columns, 1)).toMatchObject({
        ok: false,
        failure: { code: 'INSUFFICIENT_DATA' },
      });
    }
    expect(outlierModelOfCounts(small, { features: {} }, 1)).toMatchObject({ ok: false });
  });

  it('related rows are kept out of their own calibration', () => {
    const random = createRandom(5);
    const base = smallColumns(100, random);
    const columns = base.map((column) => Float64Array.from({ length: 2000 }, (_, row) => column[row % 100]));
    const groups = Int32Array.from({ length: 2000 }, (_, row) => row % 100);
    const fresh = rowsOf(smallColumns(5000, createRandom(6)));
    expect(flaggedShare(scorerOf(small, columns, groups), fresh)).toBeLessThan(
      flaggedShare(scorerOf(small, columns), fresh),
    );
  });
});

describe('on the shipped customers', () => {
  const learnt = synthetic.sampleCustomers(3000, createRandom(1));
  const fresh = synthetic.sampleCustomers(2000, createRandom(2)).map((row) => Float64Array.from(row));
  const scorer = scorerOf(churn, columnsOf(learnt));
  const numeric = churn.features.flatMap(({ kind }, i) => (kind === 'NUMERIC' ? [i] : []));

  it('about 1 % of customers like those it learnt from are flagged', () => {
    expect(Math.abs(flaggedShare(scorer, fresh) - 0.01)).toBeLessThan(0.008);
  });

  it('tells slips of the decimal point, swapped columns and scrambled rows from real ones', () => {
    const random = createRandom(3);
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
    const slip = (row: Float64Array) => {
      const spoilt = row.slice();
      spoilt[pick(numeric.filter((i) => row[i] > 0))] *= 10;
      return spoilt;
    };
    const swap = (row: Float64Array) => {
      const [a, b] = [pick(numeric), pick(numeric)];
      const spoilt = row.slice();
      [spoilt[a], spoilt[b]] = [row[b], row[a]];
      return spoilt;
    };
    const scramble = (row: Float64Array) => row.map((_, i) => pick(fresh)[i]);
    expect(auc(scorer, fresh, slip)).toBeGreaterThan(0.9);
    expect(auc(scorer, fresh, swap)).toBeGreaterThan(0.75);
    expect(auc(scorer, fresh, scramble)).toBeGreaterThan(0.7);
    // Counts alone cannot see scrambling.
    expect(auc(countsScorer(churn, churnReference.features), fresh, scramble)).toBeLessThan(0.6);
  });

  it('from the counts of reference.json alone it finds values far outside', () => {
    const byCounts = countsScorer(churn, churnReference.features);
    const row = fresh[0].slice();
    row[churn.features.findIndex(({ name }) => name === 'tenure')] = 900;
    expect(byCounts.isOutlier(row)).toBe(true);
    expect(byCounts.explain(row, 1)).toMatchObject([{ feature: 'tenure', given: null, combination: 0 }]);
    expect(flaggedShare(byCounts, fresh)).toBeLessThan(0.08);
  });
});

describe.skipIf(!existsSync(telcoUrl))('on the Telco customers', () => {
  it('flags 1 % of unseen rows, and finds scrambled ones', () => {
    const table = readTable(telcoUrl);
    const inferred = inferManifest(table);
    if (!inferred.ok) throw new Error(inferred.message);
    const result = encodeTable(table, inferred.manifest);
    if (!result.ok) throw new Error(result.message);
    const rows = rowsOf(result.encoded.values);
    const learnt = rows.filter((_, row) => row % 2 === 0);
    const fresh = rows.filter((_, row) => row % 2 === 1);
    const scorer = scorerOf(inferred.manifest, columnsOf(learnt));
    expect(Math.abs(flaggedShare(scorer, fresh) - 0.01)).toBeLessThan(0.006);
    const random = createRandom(4);
    const scramble = (row: Float64Array) => row.map((_, i) => fresh[Math.floor(random() * fresh.length)][i]);
    expect(auc(scorer, fresh, scramble)).toBeGreaterThan(0.95);
    expect(OUTLIER_SCORE).toBe(0.99);
  });
});
