import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { predicts } from './note-failures.ts';

test.each([
  [true, 'mutation { predict(model: "a", features: {}) { id } }'],
  [true, 'mutation { predictChurn(input: {}) { id } }'],
  [true, 'mutation { again: predictChurnBatch(items: []) { results { id } } }'],
  [true, 'query A { health { status } } mutation B { logPredictions { id } }'],
  [false, 'mutation { annotate(text: "predict") { id } }'],
  [false, 'mutation { predictable { id } }'],
  [false, 'query { predictions { edges { cursor } } }'],
  [false, 'query { predict { id } }'],
])('%s: %s', (expected, document) => {
  expect(predicts(parse(document))).toBe(expected);
});
