/** Thrown while bytes are read that are not what they should be; the readers of whole files catch it. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

/** How a field's value is written (Protocol Buffers, "Encoding"); groups (3 and 4) are not used by ONNX. */
export const WireType = { VARINT: 0, FIXED64: 1, BYTES: 2, FIXED32: 5 } as const;

const utf8 = new TextDecoder();

/**
 * Reads one message of Protocol Buffers: `visit` is called at each field and must read its value, or skip it. Throws
 * `MalformedMessage` where the bytes end too soon.
 */
export function eachField(bytes: Uint8Array, visit: (reader: ProtobufReader) => void): void {
  const reader = new ProtobufReader(bytes);
  while (reader.next()) visit(reader);
}

/** Stands at one field of a message after another. */
export class ProtobufReader {
  /** Number and wire type of the field that `next` stopped at. */
  field = 0;
  wireType = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Goes to the next field; false at the end. */
  next(): boolean {
    if (this.#position >= this.#bytes.length) return false;
    const tag = this.varint();
    this.field = Math.floor(tag / 8);
    this.wireType = tag % 8;
    if (this.field < 1) throw new MalformedMessage('a field without a number');
    return true;
  }

  /** A whole number; signed ones (int32, int64) are 64-bit two's complement. Exact within +-2^53. */
  varint(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#bytes[this.#take(1)];
      const bits = byte & 0x7f;
      // 64 bits as two halves: JavaScript shifts 32 bits only.
      if (shift < 28) low += bits * 2 ** shift;
      else if (shift === 28) {
        low += (bits & 0x0f) * 2 ** 28;
        high += bits >>> 4;
      } else high += bits * 2 ** (shift - 32);
      if (byte < 0x80) return low + ((high % 2 ** 32) | 0) * 2 ** 32;
    }
    throw new MalformedMessage('a whole number that does not end');
  }

  float32(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** The bytes of a text, of an inner message or of packed numbers: a view, not a copy. */
  bytes(): Uint8Array {
    if (this.wireType !== WireType.BYTES) throw new MalformedMessage(`field ${this.field} has no bytes`);
    const length = this.varint();
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  text(): string {
    return utf8.decode(this.bytes());
  }

  /** Reads one number of a repeated field, or all of them where they are packed; `read` reads one. */
  numbers(into: number[], read: (reader: ProtobufReader) => number): void {
    if (this.wireType !== WireType.BYTES) {
      into.push(read(this));
      return;
    }
    const packed = new ProtobufReader(this.bytes());
    while (packed.#position < packed.#bytes.length) into.push(read(packed));
  }

  skip(): void {
    if (this.wireType === WireType.VARINT) this.varint();
    else if (this.wireType === WireType.FIXED64) this.#take(8);
    else if (this.wireType === WireType.BYTES) this.bytes();
    else if (this.wireType === WireType.FIXED32) this.#take(4);
    else throw new MalformedMessage(`field ${this.field} has wire type ${this.wireType}`);
  }

  /** Moves on by `length` bytes, and says where they start. */
  #take(length: number): number {
    const start = this.#position;
    if (!(length >= 0 && start + length <= this.#bytes.length)) {
      throw new MalformedMessage('the file ends in the middle of a value');
    }
    this.#position = start + length;
    return start;
  }
}
