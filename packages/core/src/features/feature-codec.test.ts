import { expect, test } from 'vitest';
import { compileFeatureCodec, flagMessage, MAX_TEXT_LENGTH } from './feature-codec.ts';
import { manifestSchema } from './manifest.ts';

const manifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'loan',
  version: '1',
  title: 'Loan',
  task: 'BINARY_CLASSIFICATION',
  features: [
    { name: 'age', column: 'Age', kind: 'NUMERIC', required: true, minimum: 18, maximum: 90 },
    { name: 'income', column: 'income', kind: 'NUMERIC', required: false, minimum: null, maximum: null },
    {
      name: 'device',
      column: 'Device',
      kind: 'CATEGORICAL',
      required: false,
      categories: ['Computer', 'Mobile Phone'],
      synonyms: { Phone: 'Mobile Phone' },
      missing: { value: 'Computer' },
    },
  ],
  target: { column: 'y' },
  classes: ['no', 'yes'],
  positiveClass: 'yes',
});
const codec = compileFeatureCodec(manifest);

const encoded = (input: unknown) => {
  const result = codec.encode(input, 'input');
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.row;
};
const refused = (input: unknown) => {
  const result = codec.encode(input, 'input');
  return result.ok ? null : [result.failure.code, result.failure.field];
};

test('known values become numbers without flags; synonyms and source column names are known', () => {
  expect(encoded({ age: 30, income: 1.5, device: 'Mobile Phone' })).toEqual({
    values: [30, 1.5, 1],
    flags: null,
    raw: null,
  });
  expect(encoded({ Age: 30, income: 1.5, Device: 'Phone' })).toEqual({
    values: [30, 1.5, 1],
    flags: null,
    raw: null,
  });
});

test('what is missing, unseen or out of range is flagged, never a silent zero', () => {
  const row = encoded({ age: 200, income: null, device: 'Tablet' });
  expect(row.values).toEqual([200, Number.NaN, Number.NaN]);
  expect(row.flags).toEqual({ age: 'OUT_OF_RANGE', income: 'MISSING', device: 'UNSEEN_CATEGORY' });
  expect(row.raw).toEqual({ device: 'Tablet' });
  expect(codec.decode(row)).toEqual({ age: 200, income: null, device: 'Tablet' });
});

test.each([
  [{ age: '30' }, 'input.age'],
  [{ age: true }, 'input.age'],
  [{ age: Number.POSITIVE_INFINITY }, 'input.age'],
  [{ income: 3 }, 'input.age'],
  [{ age: null }, 'input.age'],
  [{ age: 30, device: 7 }, 'input.device'],
  [{ age: 30, device: 'a\0b' }, 'input.device'],
  [{ age: 30, device: '\ud800' }, 'input.device'],
  [{ age: 30, device: 'x'.repeat(MAX_TEXT_LENGTH + 1) }, 'input.device'],
  [{ age: 30, heigth: 2 }, 'input.heigth'],
  [{ age: 30, Age: 31 }, 'input'],
  [[], 'input'],
  [null, 'input'],
  ['text', 'input'],
])('%j is refused at %s', (input, field) => {
  expect(refused(input)).toEqual(['BAD_USER_INPUT', field]);
});

test('the model gets float32, the fill of the policy where there is one, and NaN else', () => {
  const target = new Float32Array(5);
  codec.modelInput([1e300, Number.NaN, Number.NaN], target, 1);
  expect([...target]).toEqual([0, Math.fround(3.4028234663852886e38), Number.NaN, 0, 0]);
});

test('flags read as sentences', () => {
  expect(flagMessage(manifest.features[0], 'OUT_OF_RANGE', 200)).toBe(
    'age 200 is outside the usual 18 to 90',
  );
  expect(flagMessage(manifest.features[2], 'UNSEEN_CATEGORY', 'Tablet')).toContain('"Tablet"');
});
