import { describe, expect, it } from 'vitest';
import { lonelyIndices, summarize, toGrid } from './grid.ts';

const at = (seconds: number) => ({ at: new Date(seconds * 1000).toISOString() });

describe('toGrid', () => {
  it('has a place for every bucket of the window, empty ones included', () => {
    const grid = toGrid([at(60), at(180)], { from: 60, to: 300, step: 60 });
    expect(grid.times).toEqual([60, 120, 180, 240]);
    expect(grid.points.map((point) => point !== null)).toEqual([true, false, true, false]);
  });

  it('knows how much of the first and of the running bucket counts', () => {
    const grid = toGrid([], { from: 100, to: 250, step: 60 });
    expect(grid.times).toEqual([60, 120, 180, 240]);
    expect(grid.covered).toEqual([20, 60, 60, 10]);
  });

  it('takes a first point that the server cut at the start of the window', () => {
    expect(toGrid([at(100)], { from: 100, to: 120, step: 60 }).points).toEqual([at(100)]);
  });
});

describe('lonelyIndices', () => {
  it('finds values between gaps, at the edges too', () => {
    expect(lonelyIndices([1, null, 2, 3, null, 4])).toEqual([0, 5]);
  });
});

describe('summarize', () => {
  it('skips gaps', () => {
    expect(summarize([null, 2, 5, 3, null])).toEqual({ latest: 3, lowest: 2, highest: 5 });
    expect(summarize([null])).toBeNull();
  });
});
