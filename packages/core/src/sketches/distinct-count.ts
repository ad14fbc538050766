import { z } from 'zod';
import { HASH_BITS, hashNumber, hashText } from './hash.ts';
import { sketchFromJson, type SketchResult } from './sketch-result.ts';

const INDEX_BITS = 12;
const REGISTERS = 1 << INDEX_BITS;
/** What is left of a hash behind the index of its register. */
const REST_BITS = HASH_BITS - INDEX_BITS;
const REST = 2 ** REST_BITS;

/**
 * About how many different values there were, in 4,096 bytes whatever their number (HyperLogLog, Flajolet et al. 2007,
 * read with Ertl's estimator, 2017, which needs no tables for small and large numbers). The standard error is 1.6 % of the
 * number: 1.04 / sqrt(4096). Merging is exact, associative and commutative, and adding a value again changes nothing.
 */
export interface DistinctCount {
  /** By the first bits of the hash: the greatest place of the first 1 among the others. */
  readonly registers: Uint8Array;
}

export function emptyDistinctCount(): DistinctCount {
  return { registers: new Uint8Array(REGISTERS) };
}

/** NaN (a missing value) counts for nothing. */
export function addDistinctNumber(sketch: DistinctCount, value: number): void {
  if (!Number.isNaN(value)) addHash(sketch, hashNumber(value));
}

export function addDistinctNumbers(sketch: DistinctCount, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) addDistinctNumber(sketch, values[i]);
}

export function addDistinctText(sketch: DistinctCount, text: string): void {
  addHash(sketch, hashText(text));
}

export function addDistinctTexts(sketch: DistinctCount, texts: Iterable<string>): void {
  for (const text of texts) addDistinctText(sketch, text);
}

function addHash({ registers }: DistinctCount, hash: number): void {
  const register = Math.floor(hash / REST);
  const rest = hash - register * REST;
  const place = firstOne(rest);
  if (place > registers[register]) registers[register] = place;
}

/** The place of the first 1 among the 41 bits, from 1 on; 42 when there is none. */
function firstOne(rest: number): number {
  const high = Math.floor(rest / 2 ** 32);
  if (high > 0) return Math.clz32(high) - (64 - REST_BITS) + 1;
  return rest > 0 ? REST_BITS - 32 + Math.clz32(rest) + 1 : REST_BITS + 1;
}

export function mergeDistinctCounts(a: DistinctCount, b: DistinctCount): DistinctCount {
  return { registers: a.registers.map((place, i) => Math.max(place, b.registers[i])) };
}

/** About how many different values were added; 0 for none. Ertl 2017, algorithm 6. */
export function readDistinctCount({ registers }: DistinctCount): number {
  const counts = new Float64Array(REST_BITS + 2);
  for (const place of registers) counts[place]++;
  if (counts[0] === REGISTERS) return 0;
  let z = REGISTERS * tau(1 - counts[REST_BITS + 1] / REGISTERS);
  for (let place = REST_BITS; place >= 1; place--) z = (z + counts[place]) / 2;
  z += REGISTERS * sigma(counts[0] / REGISTERS);
  return (REGISTERS * REGISTERS) / (2 * Math.LN2 * z);
}

/** What empty registers add; x below 1. */
function sigma(share: number): number {
  let x = share;
  let y = 1;
  let z = share;
  for (let before = NaN; z !== before;) {
    before = z;
    x *= x;
    z += x * y;
    y += y;
  }
  return z;
}

/** What full registers add. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let x = share;
  let y = 1;
  let z = 1 - share;
  for (let before = NaN; z !== before;) {
    before = z;
    x = Math.sqrt(x);
    y /= 2;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}

/** A register is a character, from '0' on. */
const ZERO = '0'.charCodeAt(0);
const schema = z.object({
  kind: z.literal('DISTINCT_COUNT'),
  registers: z
    .string()
    .length(REGISTERS)
    .regex(/^[0-Z]*$/),
});

export type DistinctCountJson = z.infer<typeof schema>;

/** Equal sketches give equal JSON, of some 4 kB. */
export function distinctCountToJson({ registers }: DistinctCount): DistinctCountJson {
  return {
    kind: 'DISTINCT_COUNT',
    registers: String.fromCharCode(...registers.map((place) => place + ZERO)),
  };
}

export function distinctCountFromJson(json: unknown): SketchResult<DistinctCount> {
  return sketchFromJson(schema, json, ({ registers }) => ({
    registers: Uint8Array.from(registers, (character) => character.charCodeAt(0) - ZERO),
  }));
}
