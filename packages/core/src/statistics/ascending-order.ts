import { DIGIT_MASK, digitPasses, keyOf, UPPER_HALF, type DigitPass } from './radix-digits.ts';

/** Fewer rows than this are sorted by comparing. */
const FEW = 128;
/** Rows alike in the upper 32 bits: up to this many are put right by insertion. */
const SHORT_RUN = 16;

/**
 * The indices of `values` by ascending value; equal values keep their order, NaN comes last, -0 equals 0. By radix on
 * the upper half of the float64, then by comparing what is alike there: some 2 ms for 100,000 values.
 */
export function ascendingOrder(values: ArrayLike<number>): Uint32Array {
  if (values.length >= FEW) return settleRuns(sortByHalves(upperHalves(values)), values);
  const order = Uint32Array.from({ length: values.length }, (_, row) => row);
  return order.sort((a, b) => compare(values[a], values[b]) || a - b);
}

/** Ascending, NaN last. */
function compare(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** Beyond the upper half of any number. */
const NAN_HALF = 0x7fffffff;

/** The upper 32 bits of each value. */
function upperHalves(values: ArrayLike<number>): Uint32Array {
  const upper = new Uint32Array(values.length);
  const float = new Float64Array(1);
  const halves = new Uint32Array(float.buffer);
  for (let row = 0; row < upper.length; row++) {
    // Adding 0 turns -0 into 0.
    float[0] = values[row] + 0;
    upper[row] = Number.isNaN(float[0]) ? NAN_HALF : halves[UPPER_HALF];
  }
  return upper;
}

/** Upper halves with the rows that they are of. */
interface Halves {
  readonly upper: Uint32Array;
  readonly order: Uint32Array;
}

function sortByHalves(upper: Uint32Array): Halves {
  const rows = upper.length;
  let from: Halves = { upper, order: new Uint32Array(rows) };
  let to: Halves = { upper: new Uint32Array(rows), order: new Uint32Array(rows) };
  for (let row = 0; row < rows; row++) from.order[row] = row;
  for (const pass of digitPasses(upper, rows)) {
    deal(from, to, pass);
    [from, to] = [to, from];
  }
  return from;
}

/** Sorts by one digit; rows of the same digit keep their order. */
function deal({ upper, order }: Halves, to: Halves, { shift, starts }: DigitPass): void {
  const { upper: nextUpper, order: nextOrder } = to;
  for (let i = 0; i < upper.length; i++) {
    const bits = upper[i];
    const place = starts[(keyOf(bits) >>> shift) & DIGIT_MASK]++;
    nextUpper[place] = bits;
    nextOrder[place] = order[i];
  }
}

/** Puts rows right that are alike in their upper halves. */
function settleRuns({ upper, order }: Halves, values: ArrayLike<number>): Uint32Array {
  for (let from = 0; from < upper.length;) {
    let to = from + 1;
    let isSettled = true;
    for (; to < upper.length && upper[to] === upper[from]; to++) {
      if (compare(values[order[to - 1]], values[order[to]]) > 0) isSettled = false;
    }
    if (!isSettled) settle(order, from, to, values);
    from = to;
  }
  return order;
}

function settle(order: Uint32Array, from: number, to: number, values: ArrayLike<number>): void {
  if (to - from > SHORT_RUN) {
    order.subarray(from, to).sort((a, b) => compare(values[a], values[b]) || a - b);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const row = order[i];
    let place = i;
    for (; place > from && compare(values[order[place - 1]], values[row]) > 0; place--) {
      order[place] = order[place - 1];
    }
    order[place] = row;
  }
}
