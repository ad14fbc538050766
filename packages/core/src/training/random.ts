/** A source of uniform numbers in [0, 1) with 32 random bits each. The same seed gives the same sequence for ever. */
export type Random = () => number;

/** Rounds that sfc32 needs until its seed has spread over the whole state. */
const WARM_UP = 15;

/**
 * Seeded generator sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, period of about 2^127.
 * `stream` gives independent sequences under one seed, e.g. one a repeat.
 */
export function createRandom(seed: number, stream = 0): Random {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = stream | 0;
  let counter = 1;
  const next = () => {
    const output = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + output) | 0;
    return (output >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < WARM_UP; i++) next();
  return next;
}

/** A seed for a generator of its own, so that one part's number of draws does not shift another's. */
export function nextSeed(random: Random): number {
  return Math.floor(random() * 2 ** 32);
}

/** Shuffles in place: every order is equally likely (Fisher and Yates). */
export function shuffle(values: Int32Array | number[], random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = values[i];
    values[i] = values[j];
    values[j] = held;
  }
}

/**
 * `size` different indices below `count`, ascending, each subset equally likely (selection sampling,
 * Knuth, TAOCP 2, 3.4.2 S). Ascending order keeps the reads of a column in memory order.
 */
export function sampleIndices(count: number, size: number, random: Random): Int32Array {
  const chosen = new Int32Array(Math.min(size, count));
  let taken = 0;
  for (let i = 0; taken < chosen.length; i++) {
    if (random() * (count - i) < chosen.length - taken) chosen[taken++] = i;
  }
  return chosen;
}
