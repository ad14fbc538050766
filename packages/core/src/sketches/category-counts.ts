import { z } from 'zod';
import type { ValueCounts } from '../drift/value-counts.ts';
import { hashText } from './hash.ts';
import { sketchFromJson, unlike, type SketchResult } from './sketch-result.ts';

/** Unseen categories that are counted by name. */
export const MOST_UNSEEN = 100;
/** Longer names are cut. */
const LONGEST_NAME = 100;

/**
 * How often each category of a feature occurs: the manifest's by their code, and those that it does not know. Of these
 * the number of rows is exact however many there are, and up to 100 are counted by name, exactly too. Past 100 they are
 * those whose names have the smallest hashes: a random sample of the names, not the most frequent ones. Whoever is among
 * the smallest of all was so in every part, so that merging is exact, associative and commutative. 8 bytes a known
 * category, and at most some 30 kB for the names of the unseen.
 */
export interface CategoryCounts {
  /** Rows by code. */
  readonly known: Float64Array;
  missing: number;
  /** Rows of categories that the manifest does not know. */
  unseen: number;
  /** Rows by name, for some of them or all. */
  readonly names: Map<string, number>;
  /** Whether there were more unseen categories than `names` holds. */
  hasMoreNames: boolean;
  /** Once there were more: of the names that are kept, the one with the greatest hash. */
  last: HashedName | null;
}

interface HashedName {
  readonly name: string;
  readonly hash: number;
}

/** `categories`: how many the manifest knows. */
export function emptyCategoryCounts(categories: number): CategoryCounts {
  return {
    known: new Float64Array(categories),
    missing: 0,
    unseen: 0,
    names: new Map(),
    hasMoreNames: false,
    last: null,
  };
}

/** Counts a row by its category's code; NaN is missing, and any other number is an unseen category without a name. */
export function addCategory(sketch: CategoryCounts, code: number): void {
  if (Number.isNaN(code)) sketch.missing++;
  else if (Number.isInteger(code) && code >= 0 && code < sketch.known.length) sketch.known[code]++;
  else sketch.unseen++;
}

export function addCategories(sketch: CategoryCounts, codes: ArrayLike<number>): void {
  for (let i = 0; i < codes.length; i++) addCategory(sketch, codes[i]);
}

/** Counts `times` rows of a category that the manifest does not know, by the text that stood there. */
export function addUnseen(sketch: CategoryCounts, text: string, times = 1): void {
  sketch.unseen += times;
  const name = text.slice(0, LONGEST_NAME);
  const rows = sketch.names.get(name);
  if (rows !== undefined) sketch.names.set(name, rows + times);
  else if (sketch.last === null || !isBehind(hashedName(name), sketch.last)) {
    sketch.names.set(name, times);
    keepSmallest(sketch);
  }
}

function hashedName(name: string): HashedName {
  return { name, hash: hashText(name) };
}

/** Equal hashes are told apart by the names. */
function isBehind(a: HashedName, b: HashedName): boolean {
  return a.hash > b.hash || (a.hash === b.hash && a.name > b.name);
}

/** Drops the names that are too many: those with the greatest hashes. */
function keepSmallest(sketch: CategoryCounts): void {
  if (sketch.names.size <= MOST_UNSEEN && !sketch.hasMoreNames) return;
  const byHash = [...sketch.names.keys()].map(hashedName).sort((a, b) => (isBehind(a, b) ? 1 : -1));
  for (const { name } of byHash.slice(MOST_UNSEEN)) sketch.names.delete(name);
  sketch.hasMoreNames = true;
  sketch.last = byHash[MOST_UNSEEN - 1];
}

/** Both together. Fails with BAD_USER_INPUT where they know different numbers of categories. */
export function mergeCategoryCounts(a: CategoryCounts, b: CategoryCounts): SketchResult<CategoryCounts> {
  if (a.known.length !== b.known.length) return unlike('categories');
  const sketch = emptyCategoryCounts(a.known.length);
  for (const part of [a, b]) {
    part.known.forEach((rows, code) => (sketch.known[code] += rows));
    sketch.missing += part.missing;
    sketch.hasMoreNames ||= part.hasMoreNames;
    for (const [name, rows] of part.names) sketch.names.set(name, (sketch.names.get(name) ?? 0) + rows);
  }
  sketch.unseen = a.unseen + b.unseen;
  keepSmallest(sketch);
  return { ok: true, sketch };
}

/** Rows of unseen categories by name, the most frequent first, and those of names that are not kept. */
export function readUnseen({ names, unseen }: CategoryCounts): {
  names: { name: string; rows: number }[];
  others: number;
} {
  const listed = [...names].map(([name, rows]) => ({ name, rows }));
  listed.sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
  return { names: listed, others: unseen - listed.reduce((sum, { rows }) => sum + rows, 0) };
}

/** As every drift figure takes them: the codes that occur; all that is unseen stands as one more code behind them. */
export function readCategoryCounts({ known, unseen, missing }: CategoryCounts): ValueCounts {
  const rows = [...known, unseen];
  const codes = [...rows.keys()].filter((code) => rows[code] > 0);
  return {
    values: Float64Array.from(codes),
    counts: Float64Array.from(codes, (code) => rows[code]),
    missing,
  };
}

const whole = z.number().int().nonnegative();
const schema = z
  .object({
    kind: z.literal('CATEGORY_COUNTS'),
    known: z.array(whole),
    missing: whole,
    unseen: whole,
    names: z.array(z.tuple([z.string().max(LONGEST_NAME), whole.positive()])).max(MOST_UNSEEN),
    hasMoreNames: z.boolean(),
  })
  .refine(({ names, hasMoreNames }) => !hasMoreNames || names.length === MOST_UNSEEN, 'names are missing');

export type CategoryCountsJson = z.infer<typeof schema>;

/** Equal sketches give equal JSON. */
export function categoryCountsToJson(sketch: CategoryCounts): CategoryCountsJson {
  const { known, missing, unseen, names, hasMoreNames } = sketch;
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  return { kind: 'CATEGORY_COUNTS', known: [...known], missing, unseen, names: sorted, hasMoreNames };
}

export function categoryCountsFromJson(json: unknown): SketchResult<CategoryCounts> {
  return sketchFromJson(schema, json, ({ known, missing, unseen, names, hasMoreNames }) => {
    const sketch: CategoryCounts = {
      known: Float64Array.from(known),
      missing,
      unseen,
      names: new Map(names),
      hasMoreNames,
      last: null,
    };
    keepSmallest(sketch);
    return sketch;
  });
}
