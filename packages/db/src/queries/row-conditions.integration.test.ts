import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { segmentCoding } from '@kilter/core/segments/segment-coding';
import { manifest, reference } from '@kilter/core/testing/shipped-churn';
import { openDatabase, type Database } from '../client.ts';
import { createTestDatabase } from '../testing/postgres.ts';
import { predictionRow, writeGroupOf } from '../testing/rows.ts';
import { ensurePartitions } from './partition.ts';
import { listPredictions, type PredictionRow, type PredictionsQuery } from './prediction.ts';
import { writeGroup } from './write-group.ts';

/** By category, by value and by interval. */
const FEATURES = ['maritalStatus', 'cityTier', 'tenure'];
const codings = FEATURES.map((name) => {
  const feature = manifest.features.find((candidate) => candidate.name === name);
  if (!feature) throw new Error(name);
  return segmentCoding(feature, reference.features[name]);
});
const labels = codings.flatMap(({ labels: all }, column) =>
  all.map((label, code) => ({ name: `${FEATURES[column]}: ${label}`, column, code })),
);

/** What may be stored: whole numbers for the category; at the cuts, between them and far away. */
const amounts = [NaN, -3, 0, 1, 1.5, 2, 3, 6, 6.25, 11, 18, 18.5, 1e9];
const rows = amounts.flatMap((amount, i) => {
  const category = [0, 1, 2, NaN][i % 4];
  return ['API', 'IMPORT'].map((_, j) =>
    predictionRow({
      features: [category, amount, amount],
      tags: i % 3 === 0 ? ['campaign', `tag ${i}`] : [],
      source: j === 0 ? 'API' : 'IMPORT',
      modelVersionId: 1 + (i % 2),
    }),
  );
});

describe.each(inject('postgresServers'))('conditions on rows on $name', ({ target }) => {
  let db: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const created = await createTestDatabase(target);
    drop = created.drop;
    db = openDatabase(created.target);
    await ensurePartitions(db.sql, Date.now());
    await writeGroup(db.sql, writeGroupOf(crypto.randomUUID(), 1, rows));
  });
  afterAll(async () => {
    await db.close();
    await drop();
  });

  const list = async (conditions: Partial<PredictionsQuery>) => {
    const all = { modelVersionIds: [1, 2], olderThan: null, newerThan: null, oldestFirst: true, limit: 100 };
    return (await listPredictions(db.sql, { ...all, ...conditions })).map(({ id }) => id);
  };
  const chosen = (isChosen: (row: PredictionRow) => boolean) => rows.filter(isChosen).map(({ id }) => id);

  test.each(labels)('the segment $name holds the rows that are counted there', async ({ column, code }) => {
    const { boundsOf, codeOf } = codings[column];
    const segment = [{ modelVersionIds: [1, 2], column, bounds: boundsOf(code) }];
    const expected = chosen(({ features }) => codeOf(features[column]) === code);
    expect(await list({ segment })).toEqual(expected);
  });

  test('a segment may lie elsewhere in the rows of other versions, or nowhere', async () => {
    const [first, missing] = [codings[0].boundsOf(0), null];
    const segment = [
      { modelVersionIds: [1], column: 0, bounds: first },
      { modelVersionIds: [2], column: 1, bounds: missing },
    ];
    const expected = chosen(({ modelVersionId, features }) =>
      modelVersionId === 1 ? features[0] === 0 : Number.isNaN(features[1]),
    );
    expect(await list({ segment })).toEqual(expected);
    expect(await list({ segment: segment.slice(0, 1) })).toEqual(
      chosen((row) => row.modelVersionId === 1 && row.features[0] === 0),
    );
    expect(await list({ segment: [] })).toEqual([]);
  });

  test('sources, tags and versions, together and alone', async () => {
    expect(await list({ sources: ['IMPORT'] })).toEqual(chosen(({ source }) => source === 'IMPORT'));
    expect(await list({ tag: 'campaign' })).toEqual(chosen(({ tags }) => tags.includes('campaign')));
    expect(await list({ tag: 'nobody' })).toEqual([]);
    expect(await list({ modelVersionIds: [2], sources: ['API'], tag: 'campaign' })).toEqual(
      chosen((row) => row.modelVersionId === 2 && row.source === 'API' && row.tags.includes('campaign')),
    );
  });
});
