import { manifestSchema } from '../features/manifest.ts';
import { compileCounterLayout, layoutToStore } from '../sketches/rollup-counters.ts';

const feature = (name: string) => ({
  name,
  column: name,
  kind: 'NUMERIC',
  required: false,
  minimum: 0,
  maximum: 10,
});

/** Two classes, three numbers, the first of them a segment. */
export const tinyManifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'tiny',
  version: '1',
  title: 'Tiny',
  task: 'BINARY_CLASSIFICATION',
  features: ['a', 'b', 'c'].map(feature),
  target: { column: 'y' },
  classes: ['no', 'yes'],
  positiveClass: 'yes',
  segments: ['a'],
});

export const tinyLayout = compileCounterLayout(tinyManifest, layoutToStore(tinyManifest, null));
