/** Times in whole seconds since 1970, as uPlot wants them. */
export interface Grid<Point> {
  times: number[];
  /** Null where the server has no bucket: nothing happened then. */
  points: (Point | null)[];
  /** Seconds of each bucket that lie inside the window and in the past. */
  covered: number[];
}

/** Lays points out on every bucket of a window, so that silence is seen as silence and not bridged by a line. */
export function toGrid<Point extends { at: string }>(
  points: readonly Point[],
  { from, to, step }: { from: number; to: number; step: number },
): Grid<Point> {
  const byBucket = new Map(
    points.map((point) => [Math.floor(Date.parse(point.at) / 1000 / step) * step, point]),
  );
  const grid: Grid<Point> = { times: [], points: [], covered: [] };
  for (let time = Math.floor(from / step) * step; time < to; time += step) {
    grid.times.push(time);
    grid.points.push(byBucket.get(time) ?? null);
    grid.covered.push(Math.min(time + step, to) - Math.max(time, from));
  }
  return grid;
}

/** Values with no neighbour to draw a line to; they would be invisible without a dot. */
export function lonelyIndices(values: ArrayLike<number | null | undefined>): number[] {
  const has = (index: number) => typeof values[index] === 'number';
  return Array.from(values, (_, index) => index).filter(
    (index) => has(index) && !has(index - 1) && !has(index + 1),
  );
}

export interface Summary {
  latest: number;
  lowest: number;
  highest: number;
}

export function summarize(values: readonly (number | null)[]): Summary | null {
  const present = values.filter((value) => value !== null);
  const latest = present.at(-1);
  if (latest === undefined) return null;
  const fold = (pick: (a: number, b: number) => number) => present.reduce((a, b) => pick(a, b));
  return { latest, lowest: fold(Math.min), highest: fold(Math.max) };
}
