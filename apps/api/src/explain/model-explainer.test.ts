import { afterEach, describe, expect, it, vi } from 'vitest';
import { manifest, readShipped, reference, scoreShipped } from '@kilter/core/testing/shipped-churn';
import { createModelExplainer, type ExplainResult } from './model-explainer.ts';
import type { MicroBatcher } from '../models/micro-batcher.ts';

const COMPLAIN = 12;
const features = new Array<number>(18).fill(1);
const stored = (probability: number) => ({ features, label: 1, probability, value: null });

/** Answers 0.2 + 0.5 x complain to every row, in one column. */
function linear(onRun: () => void = () => undefined): MicroBatcher {
  return {
    run: (rows, fill) => {
      onRun();
      const inputs = new Float32Array(rows * 18);
      fill(inputs, 0);
      const data = Float32Array.from({ length: rows }, (_, i) => 0.2 + 0.5 * inputs[18 * i + COMPLAIN]);
      return Promise.resolve({ data, rows, columns: 1 });
    },
  };
}

const noTrees = { onnx: Uint8Array.of(1, 2, 3), manifest, reference };

function expectSum(result: ExplainResult) {
  if (!result.ok) throw new Error(result.reason);
  for (const parts of [result.explained.parts, result.explained.onAnswerScale ?? result.explained.parts]) {
    const { baseValue, contributions, margin } = parts;
    const sum = contributions.reduce((total, part) => total + part, baseValue);
    expect(sum).toBeCloseTo(margin, 9);
  }
  return result.explained;
}

afterEach(() => {
  vi.useRealTimers();
});

describe('createModelExplainer', () => {
  it('takes trees apart exactly, and reads the file once', async () => {
    const onnx = readShipped(manifest.onnx.file);
    const explainer = createModelExplainer({ onnx, batcher: linear(), manifest, reference });
    const [probability] = await scoreShipped([features]);
    const explained = expectSum(await explainer.explain(stored(probability)));
    expect(explained).toMatchObject({ method: 'TREE_SHAP', scale: 'LOG_ODDS', standardErrors: null });
    expect(explained.onAnswerScale?.margin).toBeCloseTo(probability, 6);
    expect(explainer.trees()).toBe(explainer.trees());
  });

  it('asks any other model, and credits what it looks at', async () => {
    const explainer = createModelExplainer({ ...noTrees, batcher: linear() });
    const explained = expectSum(await explainer.explain(stored(0.7)));
    expect(explained).toMatchObject({ method: 'SAMPLED_SHAPLEY', scale: 'ANSWER' });
    const { baseValue, contributions } = explained.parts;
    // A linear model's Shapley value: the slope times the distance from the mean.
    expect(contributions[COMPLAIN]).toBeCloseTo(0.7 - baseValue, 6);
    expect(contributions.filter((part) => Math.abs(part) > 1e-6)).toHaveLength(1);
    expect(explained.standardErrors).toHaveLength(18);
  });

  it.each([
    ['an answer that another model gave', stored(0.9), linear(), /something else/],
    ['a failed prediction', { ...stored(0.7), probability: null }, linear(), /no answer/],
    ['a model that is not loaded', stored(0.7), null, /not loaded/],
  ])('does not explain %s', async (_, row, batcher, reason) => {
    const result = await createModelExplainer({ ...noTrees, batcher }).explain(row);
    expect(result).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it('gives up after 5 seconds, and says so', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const slow = linear(() => vi.setSystemTime(Date.now() + 3_000));
    const result = await createModelExplainer({ ...noTrees, batcher: slow }).explain(stored(0.7));
    expect(result).toEqual({ ok: false, reason: expect.stringMatching(/longer than 5 s/) });
  });

  it('is not done in by a model that fails', async () => {
    const batcher = { run: () => Promise.reject(new Error('out of memory')) };
    const explainer = createModelExplainer({ ...noTrees, batcher });
    expect(await explainer.explain(stored(0.7))).toEqual({
      ok: false,
      reason: expect.stringMatching(/failed.*out of memory/),
    });
    expect((await explainer.explain(stored(0.7))).ok).toBe(false);
  });
});
