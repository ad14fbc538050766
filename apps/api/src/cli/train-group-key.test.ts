import { describe, expect, it } from 'vitest';
import { groupKeys } from './train-group-key.ts';

const table = {
  header: ['id', 'house no', 'city'],
  rows: [
    ['50001', '3', 'Delft'],
    ['52816', '4', 'Gouda'],
    ['54287', '3', 'Delft'],
  ],
};

describe('groupKeys', () => {
  it.each<[string, (string | number)[]]>([
    ['city', ['Delft', 'Gouda', 'Delft']],
    ['id', ['50001', '52816', '54287']],
    ['((id - 50001) % 2815) % 1470', [0, 0, 1]],
    ['`house no` + 1', [4, 5, 4]],
    ['2 + 3 * `house no` - 1', [10, 13, 10]],
    ['10 - 4 - `house no`', [3, 2, 3]],
    ['-`house no` * 2', [-6, -8, -6]],
    ['(id - 50001) / 5', [0, 563, 857.2]],
  ])('%s', (source, keys) => expect(groupKeys(source, table)).toEqual(keys));

  it.each([
    ['city + 1', '--group: row 1: "Delft" in "city" is not a number'],
    ['nope % 2', '--group: the data has no column "nope"'],
    ['id %', '--group: "id %" is not a complete expression'],
    ['(id', '--group: "(id" is not a complete expression'],
    ['id 3', '--group: "id 3" is not a complete expression'],
    ['', '--group: "" is not a complete expression'],
    ['id; process.exit()', '--group: cannot read "; process.exit()"'],
  ])('%j fails', (source, message) => expect(() => groupKeys(source, table)).toThrow(message));
});
