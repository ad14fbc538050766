import type { CategoricalFeature } from '../features/manifest.ts';
import type { QualityRow } from './quality-row.ts';

export interface UnseenText {
  readonly text: string;
  readonly rows: number;
  /**
   * What it probably is: a known category or synonym in other case or spacing (a candidate for the manifest's synonyms),
   * a word for a missing value, a number, or new.
   */
  readonly looksLike: 'SPELLING' | 'MISSING' | 'NUMBER' | 'NEW';
  /** The known category, for SPELLING. */
  readonly category: string | null;
}

const MOST_TEXTS = 10;
const MISSING_WORDS = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', 'undefined', 'unknown', '?', '-']);

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');

/** The unseen texts of a feature, the most frequent first, at most ten. */
export function unseenTexts(feature: CategoricalFeature, rows: readonly QualityRow[]): UnseenText[] {
  const counts = new Map<string, number>();
  for (const { raw } of rows) {
    const text = raw?.[feature.name];
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const spellings = new Map([
    ...feature.categories.map((category) => [plain(category), category] as const),
    ...Object.entries(feature.synonyms).map(([synonym, category]) => [plain(synonym), category] as const),
  ]);
  return [...counts]
    .sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || (a < b ? -1 : 1))
    .slice(0, MOST_TEXTS)
    .map(([text, count]) => ({ text, rows: count, ...guess(text, spellings) }));
}

function guess(
  text: string,
  spellings: ReadonlyMap<string, string>,
): Pick<UnseenText, 'looksLike' | 'category'> {
  const category = spellings.get(plain(text)) ?? null;
  if (category !== null) return { looksLike: 'SPELLING', category };
  const trimmed = text.trim().toLowerCase();
  if (MISSING_WORDS.has(trimmed)) return { looksLike: 'MISSING', category };
  return { looksLike: Number.isFinite(Number(trimmed)) ? 'NUMBER' : 'NEW', category };
}
