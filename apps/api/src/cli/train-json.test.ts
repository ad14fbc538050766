import { expect, it } from 'vitest';
import { formatJson } from './train-json.ts';

it('keeps lists of plain values on one line', () => {
  const value = { a: [1, 2, 'x, [y]'], b: { c: null, d: [], e: {} }, f: [{ g: [0.5] }], h: undefined };
  const text = formatJson(value);
  expect(text).toBe(`{
  "a": [1, 2, "x, [y]"],
  "b": {
    "c": null,
    "d": [],
    "e": {}
  },
  "f": [
    {
      "g": [0.5]
    }
  ]
}
`);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
});
