import { describe, expect, it } from 'vitest';
import { eachField, MalformedMessage, type ProtobufReader } from './protobuf-reader.ts';

function readAll<T>(bytes: readonly number[], read: (reader: ProtobufReader) => T): T[] {
  const values: T[] = [];
  eachField(Uint8Array.from(bytes), (reader) => values.push(read(reader)));
  return values;
}
const varint = (bytes: readonly number[]) => readAll([0x08, ...bytes], (reader) => reader.varint())[0];

describe('eachField', () => {
  it('reads whole numbers, negative and long ones too', () => {
    // The examples of the encoding's documentation, and the ends of what doubles hold.
    expect(varint([0x96, 0x01])).toBe(150);
    expect(varint([0x00])).toBe(0);
    expect(varint([0xff, 0xff, 0xff, 0xff, 0x0f])).toBe(2 ** 32 - 1);
    expect(varint([0x80, 0x80, 0x80, 0x80, 0x10])).toBe(2 ** 32);
    expect(varint([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f])).toBe(2 ** 53 - 1);
    expect(varint([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])).toBe(-1);
    expect(varint([0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])).toBe(-2);
  });

  it('reads text, and numbers one by one or packed', () => {
    expect(readAll([0x12, 0x03, 0x61, 0xc3, 0xa4], (reader) => [reader.field, reader.text()])).toEqual([
      [2, 'aä'],
    ]);
    const numbers: number[] = [];
    const list = [0x20, 0x03, 0x22, 0x03, 0x04, 0x8e, 0x02];
    readAll(list, (reader) => reader.numbers(numbers, (packed) => packed.varint()));
    expect(numbers).toEqual([3, 4, 270]);
  });

  it('reads and skips numbers of four and eight bytes', () => {
    const bytes = [0x0d, 0, 0, 0xc0, 0x3f, 0x11, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0x18, 0x01];
    const read = (reader: ProtobufReader) => {
      if (reader.field === 1) return reader.float32();
      if (reader.field === 2) return reader.float64();
      return reader.varint();
    };
    expect(readAll(bytes, read)).toEqual([1.5, 1.5, 1]);
    expect(readAll(bytes, (reader) => reader.skip()).length).toBe(3);
  });

  it('throws where the bytes end too soon, or are of no known kind', () => {
    for (const bytes of [[0x08], [0x08, 0x80], [0x12, 0x05, 0x61], [0x0d, 0, 0], [0x0b], [0x00, 0x00]]) {
      expect(() => readAll(bytes, (reader) => reader.skip())).toThrow(MalformedMessage);
    }
    const endless = [0x08, ...new Array<number>(11).fill(0xff)];
    expect(() => readAll(endless, (reader) => reader.skip())).toThrow(MalformedMessage);
    expect(() => readAll([0x08, 0x01], (reader) => reader.bytes())).toThrow(MalformedMessage);
  });
});
