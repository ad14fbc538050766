/**
 * p-values adjusted for many tests: of those below a level, the expected share that is wrong is at most that level, for
 * independent or positively dependent tests (Benjamini and Hochberg 1995). In the order given.
 */
export function benjaminiHochbergAdjusted(pValues: readonly number[]): number[] {
  const descending = pValues.map((_, i) => i).sort((a, b) => pValues[b] - pValues[a]);
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  descending.forEach((i, fromLargest) => {
    const rank = pValues.length - fromLargest;
    smallest = Math.min(smallest, (pValues.length / rank) * pValues[i]);
    adjusted[i] = smallest;
  });
  return adjusted;
}
