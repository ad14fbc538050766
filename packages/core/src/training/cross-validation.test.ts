import { expect, it } from 'vitest';
import { crossValidate } from './cross-validation.ts';
import { labelledData } from './dataset.ts';

it('scores each row once a repeat by a model that saw none of its group', () => {
  const rows = 60;
  const group = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 3));
  const column = { kind: 'NUMERIC', values: Float32Array.from(group) } as const;
  const targets = group.map((value) => value % 2);
  const progress: string[] = [];
  const repeats = crossValidate(
    labelledData([column], targets),
    group,
    (training, trainingGroups) => {
      expect([...trainingGroups]).toEqual([...training.columns[0].values]);
      const seen = new Set(trainingGroups);
      return ([{ values }]) => Float64Array.from(values, (value) => Number(seen.has(value)) + 1);
    },
    { folds: 5, repeats: 2, seed: 1, onFit: (done, total) => progress.push(`${done}/${total}`) },
  );
  expect(repeats.length).toBe(2);
  for (const { scores } of repeats) expect([...scores]).toEqual(Array(rows).fill(1));
  expect(repeats[0].folds).not.toEqual(repeats[1].folds);
  expect(progress.at(0)).toBe('1/10');
  expect(progress.at(-1)).toBe('10/10');
});
