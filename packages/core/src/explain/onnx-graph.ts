import { eachField, type ProtobufReader } from './protobuf-reader.ts';

/** TensorProto.DataType of the types that are read. */
export const TensorType = { FLOAT: 1, UINT8: 2, INT8: 3, INT32: 6, INT64: 7, BOOL: 9, DOUBLE: 11 } as const;

/** A tensor's numbers, row-major; what has another type (text, half precision) is read as null. */
export interface OnnxTensor {
  readonly name: string;
  readonly dataType: number;
  readonly dims: readonly number[];
  readonly values: readonly number[] | null;
}

/** An attribute by kind; kinds that are not set are empty, null or 0. */
export interface OnnxAttribute extends Readonly<SingleAttribute> {
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly texts: readonly string[];
}

interface SingleAttribute {
  name: string;
  float: number;
  int: number;
  text: string;
  tensor: OnnxTensor | null;
}

export interface OnnxNode {
  readonly operator: string;
  /** Empty for the standard operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** An input or output of the graph. */
export interface OnnxValue {
  readonly name: string;
  /** 0 when it is no tensor. */
  readonly elementType: number;
  /** Sizes; null where one is open. */
  readonly dims: readonly (number | null)[];
}

/** What of an .onnx file is needed to follow tensors through it. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly constants: ReadonlyMap<string, OnnxTensor>;
}

/**
 * Reads an .onnx file (ModelProto; field numbers from onnx.proto of ONNX 1.x). Throws `MalformedMessage` when the bytes
 * are no such file. Subgraphs (If, Loop) and data outside of the file are not read.
 */
export function decodeOnnx(bytes: Uint8Array): OnnxGraph {
  const model: { graph: Uint8Array } = { graph: new Uint8Array() };
  eachField(bytes, (reader) => {
    if (reader.field === 7) model.graph = reader.bytes();
    else reader.skip();
  });
  return decodeGraph(model.graph);
}

function decodeGraph(bytes: Uint8Array): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const constants = new Map<string, OnnxTensor>();
  eachField(bytes, (reader) => {
    if (reader.field === 1) nodes.push(decodeNode(reader.bytes()));
    else if (reader.field === 5) {
      const tensor = decodeTensor(reader.bytes());
      constants.set(tensor.name, tensor);
    } else if (reader.field === 11) inputs.push(decodeValue(reader.bytes()));
    else if (reader.field === 12) outputs.push(decodeValue(reader.bytes()));
    else reader.skip();
  });
  for (const { operator, outputs: names, attributes } of nodes) {
    const tensor = operator === 'Constant' ? attributes.get('value')?.tensor : null;
    if (tensor) constants.set(names[0], tensor);
  }
  // Old files list their constants as inputs too.
  return { nodes, inputs: inputs.filter(({ name }) => !constants.has(name)), outputs, constants };
}

function decodeNode(bytes: Uint8Array): OnnxNode {
  const head = { operator: '', domain: '' };
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  eachField(bytes, (reader) => {
    if (reader.field === 1) inputs.push(reader.text());
    else if (reader.field === 2) outputs.push(reader.text());
    else if (reader.field === 4) head.operator = reader.text();
    else if (reader.field === 5) {
      const attribute = decodeAttribute(reader.bytes());
      attributes.set(attribute.name, attribute);
    } else if (reader.field === 7) head.domain = reader.text();
    else reader.skip();
  });
  return { ...head, inputs, outputs, attributes };
}

function decodeAttribute(bytes: Uint8Array): OnnxAttribute {
  const [floats, ints, texts]: [number[], number[], string[]] = [[], [], []];
  const single: SingleAttribute = { name: '', float: 0, int: 0, text: '', tensor: null };
  eachField(bytes, (reader) => {
    if (reader.field === 1) single.name = reader.text();
    else if (reader.field === 2) single.float = reader.float32();
    else if (reader.field === 3) single.int = reader.varint();
    else if (reader.field === 4) single.text = reader.text();
    else if (reader.field === 5) single.tensor = decodeTensor(reader.bytes());
    else if (reader.field === 7) reader.numbers(floats, (packed) => packed.float32());
    else if (reader.field === 8) reader.numbers(ints, (packed) => packed.varint());
    else if (reader.field === 9) texts.push(reader.text());
    else reader.skip();
  });
  return { ...single, floats, ints, texts };
}

function decodeTensor(bytes: Uint8Array): OnnxTensor {
  const dims: number[] = [];
  /** Numbers that stand in typed fields; a tensor uses one of them, or raw bytes. */
  const typed: number[] = [];
  const head = { name: '', dataType: 0 };
  const raws: Uint8Array[] = [];
  eachField(bytes, (reader) => {
    if (reader.field === 1) reader.numbers(dims, (packed) => packed.varint());
    else if (reader.field === 2) head.dataType = reader.varint();
    else if (reader.field === 4) reader.numbers(typed, (packed) => packed.float32());
    else if (reader.field === 5 || reader.field === 7) reader.numbers(typed, (packed) => packed.varint());
    else if (reader.field === 8) head.name = reader.text();
    else if (reader.field === 9) raws.push(reader.bytes());
    else if (reader.field === 10) reader.numbers(typed, (packed) => packed.float64());
    else reader.skip();
  });
  const values = raws.length === 0 ? typed : rawNumbers(raws[0], head.dataType);
  const size = dims.reduce((product, dim) => product * dim, 1);
  // Data that is kept in another file leaves both places empty.
  return { ...head, dims, values: values?.length === size ? values : null };
}

/** How many bytes a number takes, and how it is read. */
const rawReaders = new Map<number, [size: number, read: (view: DataView, at: number) => number]>([
  [TensorType.FLOAT, [4, (view, at) => view.getFloat32(at, true)]],
  [TensorType.DOUBLE, [8, (view, at) => view.getFloat64(at, true)]],
  [TensorType.INT64, [8, (view, at) => Number(view.getBigInt64(at, true))]],
  [TensorType.INT32, [4, (view, at) => view.getInt32(at, true)]],
  [TensorType.UINT8, [1, (view, at) => view.getUint8(at)]],
  [TensorType.INT8, [1, (view, at) => view.getInt8(at)]],
  [TensorType.BOOL, [1, (view, at) => view.getUint8(at)]],
]);

function rawNumbers(raw: Uint8Array, dataType: number): number[] | null {
  const [size, read] = rawReaders.get(dataType) ?? [0, null];
  if (read === null) return null;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: Math.floor(raw.length / size) }, (_, i) => read(view, i * size));
}

/** ValueInfoProto: a name, and a type of which only that of tensors is read. */
function decodeValue(bytes: Uint8Array): OnnxValue {
  const value = { name: '', elementType: 0, dims: new Array<number | null>() };
  const inTensor = (reader: ProtobufReader) => {
    if (reader.field === 1) value.elementType = reader.varint();
    else if (reader.field === 2) eachField(reader.bytes(), inShape);
    else reader.skip();
  };
  const inShape = (reader: ProtobufReader) => {
    if (reader.field === 1) value.dims.push(decodeSize(reader.bytes()));
    else reader.skip();
  };
  eachField(bytes, (reader) => {
    if (reader.field === 1) value.name = reader.text();
    else if (reader.field === 2) {
      eachField(reader.bytes(), (type) =>
        type.field === 1 ? eachField(type.bytes(), inTensor) : type.skip(),
      );
    } else reader.skip();
  });
  return value;
}

/** A dimension: a number, or a name for what is open. */
function decodeSize(bytes: Uint8Array): number | null {
  const sizes: number[] = [];
  eachField(bytes, (reader) => {
    if (reader.field === 1) sizes.push(reader.varint());
    else reader.skip();
  });
  return sizes.at(0) ?? null;
}
