import onnxProto from 'onnx-proto';
import { ElementType, tensorOfRows } from '../../training/onnx-message.ts';
import { FEATURES } from './random-trees.ts';

const { onnx } = onnxProto;
type Node = onnxProto.onnx.INodeProto;

/** A model of several operators, from `features` to `answer`; `constants` are one number each. */
export function graphOf(node: Node[], constants: Readonly<Record<string, number>> = {}): Uint8Array {
  const initializer = Object.entries(constants).map(([name, value]) => ({
    name,
    dataType: ElementType.FLOAT,
    dims: [1],
    floatData: [value],
  }));
  return onnx.ModelProto.encode({
    irVersion: 8,
    graph: {
      name: 'test',
      node,
      initializer,
      input: [tensorOfRows('features', ElementType.FLOAT, FEATURES)],
      output: [tensorOfRows('answer', ElementType.FLOAT, 1)],
    },
  }).finish();
}

/** An operator of one output. */
export function operatorOf(opType: string, input: string[], output: string, domain = ''): Node {
  return { opType, domain, input, output: [output] };
}
