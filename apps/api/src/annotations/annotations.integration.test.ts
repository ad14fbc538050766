import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { onlyProblem } from '../testing/graphql-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const ANNOTATE = `
mutation Annotate($at: DateTime!, $text: String!, $model: String) {
  annotate(at: $at, text: $text, model: $model) { id at text author model { name } }
}`;
const ANNOTATIONS = `
query Annotations($window: WindowInput) { annotations(window: $window) { at text model { name } } }`;

interface Annotation {
  at: string;
  text: string;
  author: string | null;
  model: { name: string } | null;
}

let app: TestApp;
let close: () => Promise<void>;
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());

const annotate = async (at: string, text: string, model?: string) =>
  (await app.client.ask<{ annotate: Annotation }>(ANNOTATE, { at, text, model })).annotate;
const texts = async (from: string, to: string) => {
  const window = { range: { from, to } };
  const { annotations } = await app.client.ask<{ annotations: Annotation[] }>(ANNOTATIONS, { window });
  return annotations.map(({ text }) => text);
};

test('annotations come back by their time: of the model, of all models, and of no other', async () => {
  const own = await annotate('2026-03-02T10:00Z', '  Spring campaign  ', 'churn');
  expect(own).toMatchObject({ text: 'Spring campaign', author: null, model: { name: 'churn' } });
  expect(await annotate('2026-03-01T10:00Z', 'New prices')).toMatchObject({ model: null });
  await app.db.sql`INSERT INTO model (name) VALUES ('other')`;
  await app.db.sql`
    INSERT INTO annotation (model_id, at, text) SELECT id, '2026-03-01 12:00Z', 'elsewhere' FROM model WHERE name = 'other'`;
  expect(await texts('2026-03-01T00:00Z', '2026-03-03T00:00Z')).toEqual(['New prices', 'Spring campaign']);
  expect(await texts('2026-03-02T00:00Z', '2026-03-02T10:00Z')).toEqual([]);
  expect(await texts('2026-03-02T10:00Z', '2026-03-02T10:01Z')).toEqual(['Spring campaign']);
});

test.each([
  ['an empty text', { text: ' ' }, 'BAD_USER_INPUT', 'text'],
  ['a text that is too long', { text: 'x'.repeat(1_001) }, 'BAD_USER_INPUT', 'text'],
  ['a model that there is not', { text: 'x', model: 'nobody' }, 'UNKNOWN_MODEL', 'model'],
  ['no time', { text: 'x', at: 'soon' }, 'BAD_USER_INPUT', 'at'],
])('%s is refused with the field', async (_, variables, code, field) => {
  const problem = onlyProblem(await app.client.request(ANNOTATE, { at: '2026-03-01T10:00Z', ...variables }));
  expect(problem.extensions).toMatchObject({ code, field });
});
