/**
 * The generator of Park and Miller (1988): one multiplication in whole numbers below 2^46, so that a fixture can be made
 * again, bit for bit, in another language. Uniform in (0, 1).
 */
export function portableRandom(seed: number): () => number {
  const modulus = 2 ** 31 - 1;
  let state = seed;
  return () => {
    state = (16807 * state) % modulus;
    return state / modulus;
  };
}
