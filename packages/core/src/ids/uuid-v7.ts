const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const HEX_DIGITS = '0123456789abcdef';
const VARIANT_DIGITS = '89ab';
const MAX_COUNTER = 0xfff;
const POOL_BYTES = 4096;

/** Fills and returns an array with random bytes; `crypto.getRandomValues` outside of tests. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

export interface IdFactory {
  /** An id for an event that happens now (Unix ms): greater than every id this factory made before. */
  next(nowMs: number): string;
  /** An id for an event of the past; ordered by its time, not by the order of calls. */
  at(timeMs: number): string;
}

/**
 * UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, 12 bits of a counter, 62 random bits.
 * `next` is clamped monotonic: a clock that stands still or steps back goes on from the last id.
 */
export function createIdFactory(random: RandomBytes): IdFactory {
  const nextRandom = createHexSource(random);
  let lastMs = -1;
  let lastPrefix = '';
  let counter = 0;

  const format = (prefix: string, count: number): string => {
    const digits = nextRandom();
    // The variant, binary 10, takes two of the 64 bits.
    const variant = VARIANT_DIGITS[Number.parseInt(digits[0], 16) & 3];
    return `${prefix}${HEX[count >>> 4]}${HEX_DIGITS[count & 15]}-${variant}${digits.slice(1, 4)}-${digits.slice(4)}`;
  };

  return {
    next(nowMs) {
      if (nowMs > lastMs) {
        lastMs = nowMs;
        lastPrefix = prefixOf(nowMs);
        counter = 0;
      } else if (++counter > MAX_COUNTER) {
        lastMs += 1;
        lastPrefix = prefixOf(lastMs);
        counter = 0;
      }
      return format(lastPrefix, counter);
    },
    at(timeMs) {
      return format(prefixOf(Math.floor(timeMs)), Number.parseInt(nextRandom().slice(0, 3), 16));
    },
  };
}

/** 64 random bits as 16 hexadecimal digits each time; made from some thousand bytes at once. */
function createHexSource(random: RandomBytes): () => string {
  const pool = new Uint8Array(POOL_BYTES);
  let digits = '';
  let used = 0;
  return () => {
    if (used === digits.length) {
      random(pool);
      digits = Array.from(pool, (byte) => HEX[byte]).join('');
      used = 0;
    }
    used += 16;
    return digits.slice(used - 16, used);
  };
}

/** Everything up to the counter: 12 digits of milliseconds and the version. */
function prefixOf(timeMs: number): string {
  const hex = timeMs.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
}

/** The id of a time (Unix ms) with given bits behind it: 19 hexadecimal digits or more. The same bits, the same id. */
export function idWithBits(timeMs: number, digits: string): string {
  const variant = VARIANT_DIGITS[Number.parseInt(digits[3], 16) & 3];
  return `${prefixOf(timeMs)}${digits.slice(0, 3)}-${variant}${digits.slice(4, 7)}-${digits.slice(7, 19)}`;
}

/** The smallest id of a time (Unix ms): a bound for ranges and partitions. */
export function idFloor(timeMs: number): string {
  const hex = Math.max(0, Math.floor(timeMs)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** The time of an id, Unix ms. */
export function idTimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
