/** One column over all rows: numbers (NaN missing), or codes of categories. */
export interface RelatedColumn {
  readonly kind: 'NUMERIC' | 'CATEGORICAL';
  readonly values: ArrayLike<number>;
}

/** A column as whole numbers that are equal where the values are, and differ by the difference of the values. */
export interface CodedColumn {
  /** Index of the column as given. */
  readonly index: number;
  /** One a row; `GAP` where the value is missing. */
  readonly codes: Float64Array;
  /** What a step of 1 in the codes is worth; null where differences mean nothing (categories, endless decimals). */
  readonly unit: number | null;
  /** Rows by code. */
  readonly postings: ReadonlyMap<number, Int32Array>;
}

/** The code of a missing value; a gap equals a gap. */
export const GAP = Number.MAX_SAFE_INTEGER;

const MOST_DECIMALS = 6;
/** Codes stay far from `GAP`, and sums of two are exact. */
const GREATEST_CODE = 2 ** 50;

/** Codes the columns that vary; a constant one says nothing about which rows are related. */
export function codeColumns(columns: readonly RelatedColumn[]): CodedColumn[] {
  return columns.map(codeColumn).filter(({ postings }) => postings.size > 1);
}

function codeColumn({ kind, values }: RelatedColumn, index: number): CodedColumn {
  const known = Float64Array.from(values).filter(Number.isFinite);
  const scale = kind === 'NUMERIC' ? decimalScale(known) : null;
  const codes = scale === null ? rankCodes(values, known) : scaledCodes(values, scale);
  return { index, codes, unit: scale === null ? null : 1 / scale, postings: postingsOf(codes) };
}

/** The power of ten that makes all values whole numbers; null when six decimals are not enough. */
function decimalScale(known: Float64Array): number | null {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const scale = 10 ** decimals;
    if (known.every((value) => isWholeTimes(value, scale))) return scale;
  }
  return null;
}

function isWholeTimes(value: number, scale: number): boolean {
  const scaled = value * scale;
  const rounding = 1e-12 * Math.max(1, Math.abs(scaled));
  return Math.abs(scaled) < GREATEST_CODE && Math.abs(scaled - Math.round(scaled)) <= rounding;
}

function scaledCodes(values: ArrayLike<number>, scale: number): Float64Array {
  // Adding 0 makes 0 of -0, which a map would keep apart in nothing but its text.
  return Float64Array.from(values, (value) => (Number.isFinite(value) ? Math.round(value * scale) + 0 : GAP));
}

function rankCodes(values: ArrayLike<number>, known: Float64Array): Float64Array {
  const ranks = new Map([...new Set(known)].sort((a, b) => a - b).map((value, rank) => [value, rank]));
  return Float64Array.from(values, (value) => ranks.get(value) ?? GAP);
}

function postingsOf(codes: Float64Array): ReadonlyMap<number, Int32Array> {
  const rows = new Map<number, number[]>();
  codes.forEach((code, row) => {
    const list = rows.get(code);
    if (list === undefined) rows.set(code, [row]);
    else list.push(row);
  });
  return new Map([...rows].map(([code, list]) => [code, Int32Array.from(list)]));
}

/** The codes with `offset` added; gaps stay gaps. */
export function shiftedCodes(codes: Float64Array, offset: number): Float64Array {
  return offset === 0 ? codes : codes.map((code) => (code === GAP ? GAP : code + offset));
}
