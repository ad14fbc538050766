import { expect, test } from 'vitest';
import { multivariateDrift, multivariateMethods } from '@kilter/core/drift/multivariate/multivariate-drift';
import { fitOutlierModel, outlierModelOfCounts } from '@kilter/core/outliers/outlier-model';
import { segmentCoding } from '@kilter/core/segments/segment-coding';
import { findWorstSlices } from '@kilter/core/segments/worst-slices';
import { manifest, reference } from '@kilter/core/testing/shipped-churn';
import type { driftOf } from '../drift/multivariate-worker.ts';
import type { learnUsual } from '../quality/usual-worker.ts';
import type { worstSlices } from '../segments/worst-worker.ts';
import { sampleCustomers } from '../testing/sample-customers.ts';
import { runOnThread } from './run-on-thread.ts';

const { features } = manifest;
const rows = sampleCustomers();
const columnsOf = (some: readonly number[][]) =>
  features.map((_, i) => Float64Array.from(some, (row) => row[i]));
const featureColumns = (some: readonly number[][]) =>
  columnsOf(some).map((values, i) => ({ name: features[i].name, kind: features[i].kind, values }));
/** Some customers come twice. */
const keysOf = (some: readonly number[][]) => some.map((_, i) => `customer-${i % 700}`);

const [before, after] = [rows.slice(0, 800), rows.slice(800, 1_600)];

test.each(multivariateMethods)('%s tells the same on a thread', async (method) => {
  const options = { seed: 1, mostRows: 800, keys: { reference: keysOf(before), current: keysOf(after) } };
  const [older, newer] = [featureColumns(before), featureColumns(after)];
  const here = multivariateDrift(method, older, newer, options);
  const there = await runOnThread<typeof driftOf>(
    new URL('../drift/multivariate-worker.ts', import.meta.url),
    { method, reference: older, current: newer, options },
  );
  expect(here.ok).toBe(true);
  expect(there).toEqual(here);
});

test('too few rows are told as a value', async () => {
  const options = { seed: 1, mostRows: 10, keys: { reference: [], current: [] } };
  const answer = await runOnThread<typeof driftOf>(
    new URL('../drift/multivariate-worker.ts', import.meta.url),
    { method: 'CORRELATION', reference: featureColumns([]), current: featureColumns([]), options },
  );
  expect(answer).toMatchObject({ ok: false, failure: { code: 'INSUFFICIENT_DATA', field: 'reference' } });
});

const worst = new URL('../segments/worst-worker.ts', import.meta.url);

test('the worst slices are the same on a thread', async () => {
  const tenure = features.findIndex(({ name }) => name === 'tenure');
  const targets = Float64Array.from(rows, (_, i) => Number(i % 5 === 0));
  // Wrong about all new customers.
  const isRight = (row: number[]) => !(row[tenure] < 3);
  const probabilities = Float64Array.from(rows, (row, i) => (isRight(row) ? targets[i] : 1 - targets[i]));
  const answers = { targets, probabilities, threshold: manifest.threshold };
  const options = { metric: 'ACCURACY', depth: 2, seed: 1, keys: keysOf(rows) } as const;
  const columns = columnsOf(rows);
  const codings = features.map((feature) => segmentCoding(feature, reference.features[feature.name]));
  const here = findWorstSlices(codings, columns, answers, options);
  if (!here.ok) throw new Error(here.failure.message);
  const request = { features, reference: reference.features, columns, answers, options };
  expect(here.search.slices.length).toBeGreaterThan(0);
  expect(await runOnThread<typeof worstSlices>(worst, request)).toEqual(here.search);
});

test('too few labelled rows are thrown', async () => {
  const answers = { targets: new Float64Array(), probabilities: new Float64Array(), threshold: 0.5 };
  const options = { metric: 'ACCURACY', seed: 1 } as const;
  const request = { features, reference: {}, columns: columnsOf([]), answers, options };
  await expect(runOnThread<typeof worstSlices>(worst, request)).rejects.toMatchObject({
    failure: { code: 'INSUFFICIENT_DATA' },
  });
});

const usual = new URL('../quality/usual-worker.ts', import.meta.url);

test('what is usual is learnt alike on a thread', async () => {
  const columns = columnsOf(before);
  const groups = Int32Array.from(before, (_, i) => i % 700);
  expect(
    await runOnThread<typeof learnUsual>(usual, { from: 'ROWS', manifest, columns, groups, seed: 1 }),
  ).toEqual(fitOutlierModel(manifest, columns, 1, groups));
  expect(
    await runOnThread<typeof learnUsual>(usual, { from: 'COUNTS', manifest, reference, seed: 1 }),
  ).toEqual(outlierModelOfCounts(manifest, reference, 1));
});
