import { z } from 'zod';
import type { Feature } from '../features/manifest.ts';

/** How the values of a feature become few codes: 0 missing, then one an interval or category, the last for others. */
export const valueCodingSchema = z.discriminatedUnion('kind', [
  /** Code 1 up to the first cut, 2 up to the second, ...; a value on a cut belongs below it. */
  z.object({ kind: z.literal('NUMERIC'), cuts: z.array(z.number()) }),
  /** Code 1 for the first of these categories, ...; one more for all others. */
  z.object({ kind: z.literal('CATEGORICAL'), categories: z.array(z.number().int()) }),
]);

export type ValueCoding = z.infer<typeof valueCodingSchema>;

export function codeCount(coding: ValueCoding): number {
  return coding.kind === 'NUMERIC' ? coding.cuts.length + 2 : coding.categories.length + 2;
}

/** About equally frequent intervals, or the most frequent categories; at most `most` of them. */
export function fitCoding(feature: Feature, values: ArrayLike<number>, most: number): ValueCoding {
  const known = Float64Array.from(values).filter(Number.isFinite);
  return feature.kind === 'NUMERIC'
    ? { kind: 'NUMERIC', cuts: quantileCuts(known.sort(), most) }
    : { kind: 'CATEGORICAL', categories: mostFrequent(known, most) };
}

function quantileCuts(sorted: Float64Array, intervals: number): number[] {
  const cuts: number[] = [];
  for (let i = 1; i < intervals && sorted.length > 0; i++) {
    const cut = sorted[Math.floor((i / intervals) * sorted.length)];
    if (cut !== cuts.at(-1) && cut < sorted[sorted.length - 1]) cuts.push(cut);
  }
  return cuts;
}

function mostFrequent(known: Float64Array, most: number): number[] {
  const counts = new Map<number, number>();
  for (const code of known) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([code]) => code);
}

export function compileCoding(coding: ValueCoding): (value: number) => number {
  if (coding.kind === 'NUMERIC') {
    const { cuts } = coding;
    return (value) => {
      if (Number.isNaN(value)) return 0;
      let code = 1;
      while (code <= cuts.length && value > cuts[code - 1]) code++;
      return code;
    };
  }
  const codes = new Map(coding.categories.map((category, i) => [category, i + 1]));
  const others = coding.categories.length + 1;
  return (value) => (Number.isNaN(value) ? 0 : (codes.get(value) ?? others));
}
