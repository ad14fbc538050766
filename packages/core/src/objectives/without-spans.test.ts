import { expect, test } from 'vitest';
import { MINUTE_MS } from '../time/units.ts';
import { withoutSpans } from './without-spans.ts';

const at = (from: number, to: number) => ({ fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS });

test.each<[string, [number, number][], [number, number][]]>([
  ['nothing', [], [[10, 20]]],
  [
    'what lies elsewhere',
    [
      [0, 10],
      [20, 30],
    ],
    [[10, 20]],
  ],
  ['the beginning', [[5, 12]], [[12, 20]]],
  ['the end', [[18, 25]], [[10, 18]]],
  [
    'the middle',
    [[12, 15]],
    [
      [10, 12],
      [15, 20],
    ],
  ],
  ['all of it', [[0, 30]], []],
  [
    'two that overlap, later one first',
    [
      [14, 18],
      [12, 15],
    ],
    [
      [10, 12],
      [18, 20],
    ],
  ],
  [
    'one within another',
    [
      [11, 19],
      [13, 14],
    ],
    [
      [10, 11],
      [19, 20],
    ],
  ],
  [
    'two that touch',
    [
      [12, 13],
      [13, 14],
    ],
    [
      [10, 12],
      [14, 20],
    ],
  ],
  [
    'parts of minutes',
    [[12.3, 12.4]],
    [
      [10, 12],
      [13, 20],
    ],
  ],
  ['one without a length', [[15, 15]], [[10, 20]]],
])('without %s', (_, spans, left) => {
  const pieces = withoutSpans(
    at(10, 20),
    spans.map(([from, to]) => at(from, to)),
  );
  expect(pieces).toEqual(left.map(([from, to]) => at(from, to)));
});
