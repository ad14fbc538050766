import { describe, expect, test } from 'vitest';
import { compileFeatureCodec } from '../features/feature-codec.ts';
import { manifest } from '../testing/shipped-churn.ts';
import { findColumns } from './file-columns.ts';
import { compileRecordReader, type FileRecord } from './read-record.ts';

const NOW = Date.UTC(2026, 5, 1);
const times = { nowMs: NOW, oldestMs: Date.UTC(2020, 0, 1) };
const codec = compileFeatureCodec(manifest);

/** A line of a CSV file under the names of the source data. */
const line: FileRecord = {
  Tenure: '4',
  PreferredLoginDevice: 'Phone',
  CityTier: '3',
  WarehouseToHome: '6',
  PreferredPaymentMode: 'Debit Card',
  Gender: 'Female',
  HourSpendOnApp: '3',
  NumberOfDeviceRegistered: '3',
  PreferedOrderCat: 'Laptop & Accessory',
  SatisfactionScore: '2',
  MaritalStatus: 'Single',
  NumberOfAddress: '9',
  Complain: '1',
  OrderAmountHikeFromlastYear: '11',
  CouponUsed: '1',
  OrderCount: '1',
  DaySinceLastOrder: '5',
  CashbackAmount: '159.93',
  at: '2026-05-01T10:00:00Z',
  score: '0.625',
  CustomerID: 'c-1',
};

function read(changes: FileRecord, header: string[] | null = null) {
  const record = { ...line, ...changes };
  const columns = findColumns(manifest, header ?? Object.keys(record), {});
  if (!columns.ok) throw new Error(columns.message);
  return compileRecordReader(manifest, codec, columns.columns).read(record, times);
}
const logged = (changes: FileRecord = {}) => {
  const result = read(changes);
  if (!result.ok) throw new Error(result.problem.message);
  return result.logged;
};

test('a line becomes a prediction', () => {
  expect(logged({ tags: 'spring;sale', latencyMs: '3.25', action: 'mail', holdout: 'no' })).toMatchObject({
    atMs: Date.UTC(2026, 4, 1, 10),
    subject: 'c-1',
    label: 1,
    probability: 0.625,
    confidence: 0.625,
    latencyMs: 3.25,
    tags: ['spring', 'sale'],
    action: 'mail',
    holdout: false,
    environment: null,
    errorCode: null,
    flags: null,
    raw: null,
  });
});

test('features are what they are when the codec gets them as an object', () => {
  const encoded = codec.encode(codec.decode({ values: logged().values, raw: null }), 'input');
  expect(encoded.ok && encoded.row.values).toEqual(logged().values);
});

test('what is missing, unseen and out of range is flagged', () => {
  const row = logged({ Tenure: '', CouponUsed: 'NA', Gender: 'Other', CashbackAmount: '100000' });
  expect(row.flags).toEqual({
    tenure: 'MISSING',
    couponUsed: 'MISSING',
    gender: 'UNSEEN_CATEGORY',
    cashbackAmount: 'OUT_OF_RANGE',
  });
  expect(row.raw).toEqual({ gender: 'Other' });
  expect(logged({ Gender: { quoted: 'None' } }).raw).toEqual({ gender: 'None' });
  expect(logged({ Gender: ' Female ' }).flags).toBeNull();
});

test('numbers may come as text, and text as numbers', () => {
  expect(logged({ Tenure: 4, CityTier: 3n, Complain: true, CustomerID: 17 })).toMatchObject({
    values: logged().values,
    subject: '17',
  });
});

describe('a bad line says which column is bad and why', () => {
  test.each<[string, FileRecord, string | null, RegExp]>([
    ['a number that is none', { Tenure: 'four' }, 'Tenure', /finite number/],
    ['a required feature is missing', { Gender: '' }, 'Gender', /required/],
    ['a category is too long', { Gender: 'x'.repeat(600) }, 'Gender', /longer/],
    ['NUL in a category', { Gender: 'a\0' }, 'Gender', /NUL/],
    ['a score over 1', { score: '1.5' }, 'score', /0 to 1/],
    ['a score that is no number', { score: 'high' }, 'score', /"high" is not a number/],
    ['no score and no label', { score: '' }, 'score', /needed/],
    ['a label of no class', { label: 'perhaps' }, 'label', /none of the classes/],
    ['no time', { at: '' }, 'at', /needed/],
    ['a time that is none', { at: 'noon' }, 'at', /ISO 8601/],
    ['the future', { at: NOW + 61_000 }, 'at', /future/],
    ['seconds', { at: String(NOW / 1000) }, 'at', /milliseconds are needed/],
    ['too long ago', { at: '2019-12-31T23:59:59Z' }, 'at', /before 2020-01-01/],
    ['a long subject', { CustomerID: 'x'.repeat(201) }, 'CustomerID', /longer/],
    ['a negative latency', { latencyMs: '-1' }, 'latencyMs', /0 to a day/],
    ['a holdout that is neither', { holdout: '2' }, 'holdout', /true or false/],
    ['too many tags', { tags: 'a;'.repeat(20) + 'a' }, 'tags', /more than 20/],
    ['an empty tag', { tags: 'a;;b' }, 'tags', /empty/],
    ['an error code that is none', { errorCode: 'OOPS' }, 'errorCode', /no error code/],
    ['an outcome of no class', { outcome: 'gone' }, 'outcome', /none of the classes/],
    ['an outcome of the future', { outcome: 'churn', outcomeAt: '2027-01-01' }, 'outcomeAt', /future/],
  ])('%s', (_, changes, field, message) => {
    const result = read(changes);
    expect(result).toEqual({ ok: false, problem: { field, message: expect.stringMatching(message) } });
  });
});

test('a failed prediction has no answer', () => {
  expect(logged({ score: '', errorCode: 'INTERNAL' })).toMatchObject({
    label: null,
    probability: null,
    errorCode: 'INTERNAL',
  });
});

test('an outcome may stand beside its prediction; what only silence says is none', () => {
  const outcome = (changes: FileRecord) => {
    const result = read(changes);
    return result.ok ? result.outcome : result.problem;
  };
  expect(outcome({ outcome: '1', outcomeAt: '2026-05-20', outcomeReceivedAt: '2026-05-21' })).toEqual({
    label: 'churn',
    value: null,
    atMs: Date.UTC(2026, 4, 20),
    receivedAtMs: Date.UTC(2026, 4, 21),
  });
  expect(outcome({ outcome: 'churn' })).toMatchObject({ atMs: NOW, receivedAtMs: NOW });
  expect(outcome({ outcome: 'no_churn', outcomeKind: 'ABSENT' })).toBeNull();
  expect(outcome({ outcome: '' })).toBeNull();
});

test('JSON Lines may hold features as one object, or flat under either name', () => {
  const columns = findColumns(manifest, null, {});
  if (!columns.ok) throw new Error(columns.message);
  const reader = compileRecordReader(manifest, codec, columns.columns);
  const features = codec.decode({ values: logged().values, raw: null });
  const rest = { time: '2026-05-01T10:00:00Z', probability: 0.625 };
  for (const record of [
    { ...rest, features },
    { ...rest, ...features },
  ]) {
    const result = reader.read(record, times);
    expect(result.ok && result.logged.values).toEqual(logged().values);
  }
  const wrong = reader.read({ ...rest, features: { ...features, tenure: 'four' } }, times);
  expect(wrong).toMatchObject({ ok: false, problem: { field: 'tenure' } });
  const unknown = reader.read({ ...rest, features: { ...features, age: 4 } }, times);
  expect(unknown).toMatchObject({ ok: false, problem: { field: 'age' } });
});
