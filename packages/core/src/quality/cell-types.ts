import type { Manifest } from '../features/manifest.ts';
import { columnCells, isMissingCell, parseNumber, type Table } from '../training/table.ts';

/** What the cells of one column are, of a raw table against a manifest. */
export interface CellTypes {
  /** Name of the feature. */
  readonly feature: string;
  /** The table has no such column. */
  readonly isAbsent: boolean;
  readonly rows: number;
  readonly missing: number;
  /** Numeric features: text that is no number. It would be read as missing. */
  readonly notNumbers: number;
  /** Numeric features of whole numbers: fractions. */
  readonly notWhole: number;
  /** Categorical features: cells that are neither a category nor a synonym. */
  readonly unseen: number;
  /** All known cells are equal; also where there is none. */
  readonly isConstant: boolean;
  /** The first few different cells that count as `notNumbers`, `notWhole` or `unseen`. */
  readonly examples: string[];
}

const MOST_EXAMPLES = 5;

/** Types of a raw table's cells, before anything is encoded; one result a feature in the manifest's order. */
export function checkCellTypes(table: Table, { features }: Manifest): CellTypes[] {
  return features.map((feature) => {
    const cells = columnCells(table, feature.column);
    const known = (cells ?? []).filter((cell) => !isMissingCell(cell) || isCategory(feature, cell));
    const strange = new Set<string>();
    const countStrange = (test: (cell: string) => boolean) => {
      const found = known.filter(test);
      for (const cell of found) strange.add(cell);
      return found.length;
    };
    const isNumeric = feature.kind === 'NUMERIC';
    const isWhole = isNumeric && feature.integer;
    return {
      feature: feature.name,
      isAbsent: cells === null,
      rows: cells?.length ?? 0,
      missing: (cells?.length ?? 0) - known.length,
      notNumbers: countStrange((cell) => isNumeric && parseNumber(cell) === null),
      notWhole: countStrange((cell) => isWhole && !Number.isInteger(parseNumber(cell) ?? 0)),
      unseen: countStrange((cell) => !isNumeric && !isCategory(feature, cell)),
      isConstant: new Set(known).size <= 1,
      examples: [...strange].slice(0, MOST_EXAMPLES),
    };
  });
}

function isCategory(feature: Manifest['features'][number], cell: string): boolean {
  if (feature.kind !== 'CATEGORICAL') return false;
  return feature.categories.includes(cell) || Object.hasOwn(feature.synonyms, cell);
}
