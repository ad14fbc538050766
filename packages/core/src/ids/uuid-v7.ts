const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const MAX_COUNTER = 0xfff;

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
  const pool = new Uint8Array(8192);
  let used = pool.length;
  let lastMs = -1;
  let counter = 0;

  const randomAt = (): number => {
    if (used + 8 > pool.length) {
      random(pool);
      used = 0;
    }
    used += 8;
    return used - 8;
  };

  const format = (timeMs: number, count: number): string => {
    const high = Math.floor(timeMs / 0x1_0000);
    const low = timeMs % 0x1_0000;
    const r = randomAt();
    return (
      HEX[(high >>> 24) & 0xff] +
      HEX[(high >>> 16) & 0xff] +
      HEX[(high >>> 8) & 0xff] +
      HEX[high & 0xff] +
      '-' +
      HEX[low >>> 8] +
      HEX[low & 0xff] +
      '-' +
      HEX[0x70 | (count >>> 8)] +
      HEX[count & 0xff] +
      '-' +
      HEX[0x80 | (pool[r] & 0x3f)] +
      HEX[pool[r + 1]] +
      '-' +
      HEX[pool[r + 2]] +
      HEX[pool[r + 3]] +
      HEX[pool[r + 4]] +
      HEX[pool[r + 5]] +
      HEX[pool[r + 6]] +
      HEX[pool[r + 7]]
    );
  };

  return {
    next(nowMs) {
      if (nowMs > lastMs) {
        lastMs = nowMs;
        counter = 0;
      } else if (++counter > MAX_COUNTER) {
        lastMs += 1;
        counter = 0;
      }
      return format(lastMs, counter);
    },
    at(timeMs) {
      const r = randomAt();
      return format(timeMs, ((pool[r] << 8) | pool[r + 1]) & MAX_COUNTER);
    },
  };
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
