import { describe, expect, it } from 'vitest';
import { manifest, readShipped, scoreShipped } from '../testing/shipped-churn.ts';
import { compileExplainer } from './compile-explainer.ts';
import { explainedColumn, explainStored } from './explain-stored.ts';

const binary = { task: 'BINARY_CLASSIFICATION' as const, classes: ['yes', 'no'], positiveClass: 'yes' };

describe('explainedColumn', () => {
  it.each([
    ['the positive class', binary, 2, 1, 0],
    ['the only column', binary, 1, 1, 0],
    ['the answered class', { ...binary, task: 'MULTICLASS_CLASSIFICATION' as const }, 3, 2, 2],
    ['the value', { ...binary, task: 'REGRESSION' as const }, 1, null, 0],
  ])('is that of %s', (_, of, answers, label, column) => {
    expect(explainedColumn(of, answers, label)).toBe(column);
  });
});

describe('explainStored', () => {
  const compiled = compileExplainer(readShipped(manifest.onnx.file), manifest.onnx.output, () => []);
  if (!compiled.ok) throw new Error(compiled.failure.message);
  const row = new Array<number>(manifest.features.length).fill(1);

  it('explains the stored answer, and no other', async () => {
    const [probability] = await scoreShipped([row]);
    const stored = { label: 0, probability, value: null };
    expect(explainStored(compiled.explainer, manifest, row, stored)?.onAnswerScale?.margin).toBeCloseTo(
      probability,
      6,
    );
    expect(explainStored(compiled.explainer, manifest, row, { ...stored, probability: 0.99 })).toBeNull();
    expect(explainStored(compiled.explainer, manifest, row, { ...stored, probability: null })).toBeNull();
  });

  it('needs a file of trees', () => {
    expect(compileExplainer(Uint8Array.of(1), 'probabilities', () => []).ok).toBe(false);
  });
});
