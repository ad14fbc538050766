/** Keys of 32 bits are sorted by three digits of 11, 11 and 10 bits. */
const DIGIT_BITS = 11;
const DIGIT_VALUES = 1 << DIGIT_BITS;
export const DIGIT_MASK = DIGIT_VALUES - 1;

/** Where the upper half of float64 `i` stands in a Uint32Array over the same bytes: at 2 i + this. */
export const UPPER_HALF = new Uint8Array(Uint16Array.of(1).buffer)[0];

/**
 * 32 bits (signed) that ascend with the float64 whose upper half is given, as far as that tells it apart. NaN is at either
 * end, -0 just below 0.
 */
export function keyOf(upperBits: number): number {
  // Negative floats descend with their bits, and lie below the positive ones.
  return upperBits ^ ((upperBits >> 31) | 0x80000000);
}

/** One pass of a sort by radix: the digit is at `shift`, and rows of digit value v go to `starts[v]` and on. */
export interface DigitPass {
  readonly shift: number;
  readonly starts: Uint32Array;
}

/**
 * The passes that sort `rows` float64, lowest digit first; a digit that all have alike needs none. Their upper halves stand
 * in `bits` from `first` on, `step` apart.
 */
export function digitPasses(bits: Uint32Array, rows: number, first = 0, step = 1): DigitPass[] {
  const low = new Uint32Array(DIGIT_VALUES);
  const middle = new Uint32Array(DIGIT_VALUES);
  const high = new Uint32Array(DIGIT_VALUES);
  for (let i = 0, at = first; i < rows; i++, at += step) {
    const key = keyOf(bits[at]);
    low[key & DIGIT_MASK]++;
    middle[(key >>> DIGIT_BITS) & DIGIT_MASK]++;
    high[key >>> (2 * DIGIT_BITS)]++;
  }
  return [low, middle, high].flatMap((counts, digit) =>
    counts.includes(rows) ? [] : [{ shift: digit * DIGIT_BITS, starts: startsOf(counts) }],
  );
}

/** Turns counts into sums of the counts before. */
function startsOf(counts: Uint32Array): Uint32Array {
  let start = 0;
  for (let value = 0; value < counts.length; value++) {
    const count = counts[value];
    counts[value] = start;
    start += count;
  }
  return counts;
}
