import { describe, expect, test } from 'vitest';
import { compileFeatureCodec } from '../features/feature-codec.ts';
import { createCsvLines, type FileLine } from '../imports/csv-lines.ts';
import { findColumns } from '../imports/file-columns.ts';
import { compileRecordReader } from '../imports/read-record.ts';
import { churnLayout, manifest } from '../testing/shipped-churn.ts';
import type { ExportedVersion, StoredPrediction } from './exported-prediction.ts';
import { csvFormat, jsonLines, type ExportFormat } from './export-format.ts';

const codec = compileFeatureCodec(manifest);
const version: ExportedVersion = { version: '1.0.0', manifest, codec, layout: churnLayout };
const AT = Date.UTC(2026, 0, 10, 12, 0, 0, 5);
const NOW = Date.UTC(2026, 0, 20);

const known = Object.fromEntries(
  manifest.features.map((feature) => [
    feature.name,
    feature.kind === 'NUMERIC' ? (feature.minimum ?? 1) : feature.categories[0],
  ]),
);

function stored(
  features: Record<string, unknown>,
  changes: Partial<StoredPrediction> = {},
): StoredPrediction {
  const encoded = codec.encode({ ...known, ...features }, 'input');
  if (!encoded.ok) throw new Error(encoded.failure.message);
  const { values, flags, raw } = encoded.row;
  return {
    id: '019bb000-0000-7000-8000-000000000000',
    atMs: AT,
    subject: 'c-1',
    source: 'API',
    environment: 'production',
    tags: [],
    label: 1,
    value: null,
    probability: 0.1 + 0.2,
    probabilities: null,
    confidence: 0.1 + 0.2,
    latencyMs: 1.234,
    features: values,
    flags,
    raw,
    errorCode: null,
    action: null,
    holdout: null,
    outcome: null,
    ...changes,
  };
}

/** Everything that another system could have sent, and its traps. */
const ROWS: StoredPrediction[] = [
  stored({}),
  stored({ tenure: null, gender: 'NA', preferedOrderCat: 'a, "b"\nc' }),
  stored({ gender: ' padded ', maritalStatus: 'none' }, { tags: ['a;b', 'c'], subject: '"quoted", text' }),
  stored({ cashbackAmount: 1e9 }, { tags: ['one', 'two'], action: 'mail', holdout: true }),
  stored({}, { tags: ['[x'], holdout: false, environment: 'NA' }),
  stored({}, { label: null, probability: null, confidence: null, errorCode: 'MODEL_NOT_LOADED' }),
  stored({}, { label: 0, probability: 0.75, confidence: 0.25, subject: null }),
  stored({}, { outcome: { label: 0, value: null, atMs: AT + 1, receivedAtMs: AT + 2 } }),
];

function importBack(format: ExportFormat): unknown[] {
  const text = format.header + ROWS.map((row) => format.line(row, version, NOW)).join('');
  const isCsv = format.header !== '';
  const csv = createCsvLines();
  const lines: FileLine[] = text
    .trimEnd()
    .split('\n')
    .flatMap((line, i) => (isCsv ? csv.take(line) : [{ line: i + 1, record: JSON.parse(line) }]));
  const columns = findColumns(manifest, csv.header(), {});
  if (!columns.ok) throw new Error(columns.message);
  const reader = compileRecordReader(manifest, codec, columns.columns);
  return lines.map((line) => {
    if ('problem' in line) throw new Error(line.problem);
    const read = reader.read(line.record, { nowMs: NOW, oldestMs: 0 });
    if (!read.ok) throw new Error(`${read.problem.field}: ${read.problem.message}`);
    const { values, ...logged } = read.logged;
    return { ...logged, features: values, outcome: read.outcome };
  });
}

describe.each([
  ['CSV', csvFormat([manifest])],
  ['JSON Lines', jsonLines],
])('%s', (_, format) => {
  test('is read by an import as it was stored', () => {
    const outcomeOf = ({ outcome }: StoredPrediction) =>
      outcome && { ...outcome, label: manifest.classes[outcome.label ?? 0] };
    expect(importBack(format)).toEqual(
      ROWS.map((row) => {
        const { id: _id, source: _source, ...kept } = row;
        return { ...kept, outcome: outcomeOf(row) };
      }),
    );
  });
});

test('CSV has a column a feature, flags, segments, and what silence means when the window is over', () => {
  const { header, line } = csvFormat([manifest]);
  expect(header.trimEnd().split(',')).toEqual([
    ...['id', 'at', 'subject', 'version', 'source', 'environment'],
    ...manifest.features.map(({ name }) => name),
    ...[
      'probability',
      'label',
      'confidence',
      'errorCode',
      'flags',
      'segments',
      'latencyMs',
      'tags',
      'action',
    ],
    ...['holdout', 'outcome', 'outcomeKind', 'outcomeAt', 'outcomeReceivedAt'],
  ]);
  const row = stored({ tenure: null, gender: 'Other' });
  const early = line(row, version, NOW);
  expect(early).toContain(',tenure=MISSING;gender=UNSEEN_CATEGORY,');
  expect(early).toContain(';gender=');
  expect(early).not.toContain('ABSENT');
  const late = line(row, version, AT + 40 * 86_400_000);
  expect(late).toContain(',no_churn,ABSENT,2026-02-09T12:00:00.005Z,\n');
});

test('a feature that is called like something else keeps its name', () => {
  const [first, ...others] = manifest.features;
  const odd = { ...manifest, features: [{ ...first, name: 'label', column: 'tags' }, ...others] };
  const { header } = csvFormat([odd]);
  expect(header).toContain(',label,');
  expect(header).toContain(',prediction_label,');
  expect(header).toContain(',prediction_tags,');
});

test('several versions have a column for each feature of any', () => {
  const older = { ...manifest, features: manifest.features.slice(1) };
  expect(csvFormat([older, manifest]).header.split(',')).toContain('tenure');
});
