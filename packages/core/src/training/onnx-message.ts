import onnxProto from 'onnx-proto';

/** The generated protobuf classes are a CommonJS namespace; the rest of the code sees only the helpers below. */
const { onnx } = onnxProto;

export type Attribute = onnxProto.onnx.IAttributeProto;
export type ValueInfo = onnxProto.onnx.IValueInfoProto & { readonly name: string };

export const ElementType = { FLOAT: 1, INT64: 7 } as const;
const AttributeType = { INT: 2, STRING: 3, FLOATS: 6, INTS: 7, STRINGS: 8 } as const;
/** IR 8 with these opsets is read by onnxruntime 1.10 and later. */
const IR_VERSION = 8;
const OPSETS = [
  { domain: '', version: 15 },
  { domain: 'ai.onnx.ml', version: 3 },
];

const utf8 = new TextEncoder();

export function intAttribute(name: string, i: number): Attribute {
  return { name, type: AttributeType.INT, i };
}

export function stringAttribute(name: string, value: string): Attribute {
  return { name, type: AttributeType.STRING, s: utf8.encode(value) };
}

export function floatsAttribute(name: string, floats: number[]): Attribute {
  return { name, type: AttributeType.FLOATS, floats };
}

export function intsAttribute(name: string, ints: number[]): Attribute {
  return { name, type: AttributeType.INTS, ints };
}

export function stringsAttribute(name: string, values: string[]): Attribute {
  const encoded = new Map([...new Set(values)].map((value) => [value, utf8.encode(value)]));
  return {
    name,
    type: AttributeType.STRINGS,
    strings: values.map((value) => encoded.get(value) ?? utf8.encode(value)),
  };
}

/** A tensor with N rows; `width` null makes it one-dimensional. */
export function tensorOfRows(name: string, elemType: number, width: number | null): ValueInfo {
  const dim = [{ dimParam: 'N' }, ...(width === null ? [] : [{ dimValue: width }])];
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

/** A model of one ai.onnx.ml operator. */
export interface OperatorModel {
  readonly operator: string;
  readonly attributes: Attribute[];
  readonly input: ValueInfo;
  readonly outputs: ValueInfo[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly modelVersion: number;
}

/** The bytes of an .onnx file. */
export function encodeModel(model: OperatorModel): Uint8Array {
  const node = {
    name: 'trees',
    domain: 'ai.onnx.ml',
    opType: model.operator,
    input: [model.input.name],
    output: model.outputs.map(({ name }) => name),
    attribute: model.attributes,
  };
  return onnx.ModelProto.encode({
    irVersion: IR_VERSION,
    opsetImport: OPSETS,
    producerName: 'kilter',
    modelVersion: model.modelVersion,
    metadataProps: Object.entries(model.metadata).map(([key, value]) => ({ key, value })),
    graph: { name: 'kilter', node: [node], input: [model.input], output: model.outputs },
  }).finish();
}
