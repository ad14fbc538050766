/** FNV's prime of 32 bits, and another odd number for the second lane. */
const FIRST_PRIME = 0x01000193;
const SECOND_PRIME = 0x27d4eb2f;
const FIRST_START = 0x811c9dc5;
const SECOND_START = 0x9747b28c;

/** Hashes are whole numbers below 2^53. */
export const HASH_BITS = 53;
const SECOND_BITS = HASH_BITS - 32;

/**
 * 53 bits of a text that look random: two lanes after FNV-1a over its UTF-16 units, finished as in MurmurHash3 (Appleby).
 * The same for ever; not for use against an adversary.
 */
export function hashText(text: string): number {
  let first = FIRST_START;
  let second = SECOND_START;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    first = Math.imul(first ^ unit, FIRST_PRIME);
    second = Math.imul(second ^ unit, SECOND_PRIME);
  }
  return finish(first, second);
}

const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);

/** Of a number: 0 and -0 are the same, as are all NaN. */
export function hashNumber(value: number): number {
  float[0] = Number.isNaN(value) ? NaN : value + 0;
  const [a, b] = halves;
  const first = Math.imul(Math.imul(FIRST_START ^ a, FIRST_PRIME) ^ b, FIRST_PRIME);
  const second = Math.imul(Math.imul(SECOND_START ^ b, SECOND_PRIME) ^ a, SECOND_PRIME);
  return finish(first, second);
}

function finish(first: number, second: number): number {
  const high = mix(first ^ (second >>> 16));
  const low = mix(second ^ high);
  return (high >>> 0) * 2 ** SECOND_BITS + (low >>> (32 - SECOND_BITS));
}

/** MurmurHash3's last step: every bit of the input changes half of the output. */
function mix(bits: number): number {
  let h = bits ^ (bits >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
