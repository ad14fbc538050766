import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { customer, customerNumber } from '../testing/customer.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const EXPLANATION = `
explanation(scale: $scale) {
  method scale baseValue answer contributions { feature value contribution standardError }
}
unexplained`;
const EXPLAIN = `
query Explain($id: ID!, $scale: ExplanationScale) {
  prediction(id: $id) { id probability ${EXPLANATION} outcome { label at } }
}`;
const EXPLAIN_LIST = `
query ExplainList($first: Int, $scale: ExplanationScale) {
  predictions(first: $first) { edges { node { id probability ${EXPLANATION} } } }
}`;

interface Explained {
  id: string;
  probability: number;
  explanation: {
    method: string;
    scale: string;
    baseValue: number;
    answer: number;
    contributions: { feature: string; value: unknown; contribution: number; standardError: number | null }[];
  } | null;
  unexplained: string | null;
}

let app: TestApp;
let close: () => Promise<void>;
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());

const explain = async (id: string, scale?: string) =>
  (await app.client.ask<{ prediction: Explained }>(EXPLAIN, { id, scale })).prediction;

function sumOf({ explanation }: Explained): number {
  if (!explanation) throw new Error('There is no explanation.');
  return explanation.contributions.reduce((sum, part) => sum + part.contribution, explanation.baseValue);
}

test('an answer is the base value and its contributions, on either scale', async () => {
  const { id, probability } = await app.client.predict(customer({ tenure: null, complain: 1 }));
  const onAnswer = await explain(id);
  expect(onAnswer).toMatchObject({
    probability,
    unexplained: null,
    explanation: { method: 'TREE_SHAP', scale: 'ANSWER' },
  });
  expect(sumOf(onAnswer)).toBeCloseTo(probability ?? NaN, 6);
  expect(onAnswer.explanation?.answer).toBeCloseTo(probability ?? NaN, 6);

  const onMargin = await explain(id, 'MARGIN');
  expect(onMargin.explanation?.scale).toBe('LOG_ODDS');
  expect(1 / (1 + Math.exp(-sumOf(onMargin)))).toBeCloseTo(probability ?? NaN, 6);

  const contributions = onAnswer.explanation?.contributions ?? [];
  expect(contributions).toHaveLength(18);
  expect(contributions.find(({ feature }) => feature === 'complain')).toMatchObject({ value: 1 });
  expect(contributions.find(({ feature }) => feature === 'tenure')).toMatchObject({ value: null });
  const sizes = contributions.map(({ contribution }) => Math.abs(contribution));
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
});

test('so are all of a list', async () => {
  await app.client.predictBatch(Array.from({ length: 60 }, (_, i) => ({ input: customerNumber(i) })));
  const { predictions } = await app.client.ask<{ predictions: { edges: { node: Explained }[] } }>(
    EXPLAIN_LIST,
    { first: 60 },
  );
  expect(predictions.edges).toHaveLength(60);
  for (const { node } of predictions.edges) expect(sumOf(node)).toBeCloseTo(node.probability, 6);
});

test('what another system answered is not explained by this one', async () => {
  const { champion } = app.app.registry.find('churn');
  const row = predictionAt(Date.now(), { modelVersionId: champion.id, probability: 0.987 });
  await writeRows(app.db.sql, [row], champion.layout);
  expect(await explain(row.id)).toMatchObject({
    explanation: null,
    unexplained: expect.stringMatching(/something else/),
  });
});

test('nor is what an old version answered', async () => {
  const { id } = await app.client.predict(customer());
  await app.db.sql`
    INSERT INTO model_version (model_id, version, stage, manifest, sha256)
    SELECT model_id, '0.9.0', 'ARCHIVED', manifest, 'other' FROM model_version LIMIT 1`;
  const [{ version }] = await app.db.sql<{ version: number }[]>`
    SELECT id AS version FROM model_version WHERE version = '0.9.0'`;
  await app.db.sql`UPDATE prediction SET model_version_id = ${version} WHERE id = ${id}`;
  app.app.registry.modelOf(version);
  await expect.poll(() => app.app.registry.modelOf(version)).toBe('churn');
  expect(await explain(id)).toMatchObject({
    explanation: null,
    unexplained: 'Version 0.9.0 of "churn" is not loaded.',
  });
});
