import type { RawTrees } from './raw-trees.ts';
import type { TreeInput } from './tree-surroundings.ts';

/** Columns of a row: as the file says, else up to the last that is tested. */
export function widthOf({ nodes }: RawTrees, { width }: TreeInput): number {
  return width ?? nodes.reduce((most, { feature }) => Math.max(most, feature + 1), 1);
}
