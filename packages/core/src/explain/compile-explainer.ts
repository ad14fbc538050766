import { failure } from '../errors/error-code.ts';
import { readTreeModel } from './read-tree-model.ts';
import { pathDependentExplainer, type TreeExplainerResult } from './tree-explainer.ts';
import { withSharesOf } from './tree-shares.ts';

/**
 * The exact explainer of an .onnx file of trees; a file of anything else is refused with the reason. `background`: rows of
 * the model's input, asked for when the file does not say how its training rows spread.
 */
export function compileExplainer(
  onnx: Uint8Array,
  output: string,
  background: () => readonly ArrayLike<number>[],
): TreeExplainerResult {
  const file = readTreeModel(onnx, output);
  if (!file.ok) return file;
  if (file.model.nodes.trueShare !== null) return pathDependentExplainer(file.model);
  const rows = background();
  if (rows.length > 0) return pathDependentExplainer(withSharesOf(file.model, rows));
  const message = 'its file does not say how its training rows spread, and there is no reference.json';
  return { ok: false, failure: failure('INSUFFICIENT_DATA', message) };
}
