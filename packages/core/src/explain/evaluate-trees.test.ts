import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { floatsAttribute, stringAttribute } from '../training/onnx-message.ts';
import { createRandom } from '../training/random.ts';
import { answersOf, marginsOf } from './evaluate-trees.ts';
import { readTreeModel } from './read-tree-model.ts';
import { classifier, FEATURES, randomRows, randomTrees, regressor } from './testing/random-trees.ts';
import type { TreeModel } from './tree-model.ts';

function read(onnx: Uint8Array): TreeModel {
  const result = readTreeModel(onnx);
  if (!result.ok) throw new Error(result.failure.message);
  return result.model;
}

async function runtimeAnswers(onnx: Uint8Array, rows: readonly Float64Array[]): Promise<number[][]> {
  const session = await InferenceSession.create(onnx, { intraOpNumThreads: 1 });
  const values = Float32Array.from(rows.flatMap((row) => [...row]));
  const answer = await session.run({ features: new Tensor('float32', values, [rows.length, FEATURES]) });
  const flat = Array.from(answer[session.outputNames.at(-1) ?? ''].data, Number);
  const width = flat.length / rows.length;
  return rows.map((_, i) => flat.slice(i * width, (i + 1) * width));
}

async function expectParity(onnx: Uint8Array, seed: number, columns: readonly number[] | null = null) {
  const rows = randomRows(createRandom(seed), 200);
  const model = read(onnx);
  const answers = await runtimeAnswers(onnx, rows);
  answers.forEach((answer, i) => {
    const own = answersOf(model, rows[i]);
    expect(own.length).toBe(answer.length);
    for (const k of columns ?? answer.keys()) expect(own[k]).toBeCloseTo(answer[k], 5);
  });
}

const random = createRandom(11);

describe('answersOf', () => {
  it.each(['NONE', 'LOGISTIC', 'SOFTMAX'])('several classes, %s', async (transform) => {
    for (const bases of [[], [0.3, -0.2, 0.1]]) {
      for (const seed of [1, 2, 3]) {
        const trees = randomTrees(random, 'class', { targets: [0, 1, 2] });
        await expectParity(classifier(trees, 3, transform, bases), seed);
      }
    }
  });

  it.each(['NONE', 'LOGISTIC', 'SOFTMAX'])('two classes, a weight for each, %s', async (transform) => {
    for (const seed of [4, 5, 6]) {
      const trees = randomTrees(random, 'class', { targets: [0, 1] });
      await expectParity(classifier(trees, 2, transform), seed);
    }
  });

  it.each(['NONE', 'LOGISTIC'])('two classes, weights under the first, %s', async (transform) => {
    for (const lowest of [-1, 0]) {
      for (const bases of [[], [0.3], [-0.3]]) {
        const trees = randomTrees(random, 'class', { lowest });
        await expectParity(classifier(trees, 2, transform, bases), 7);
      }
    }
  });

  it('two classes, weights under the second: for the second class', async () => {
    for (const lowest of [-1, 0]) {
      const trees = randomTrees(random, 'class', { targets: [1], lowest });
      await expectParity(classifier(trees, 2, 'LOGISTIC'), 8, [1]);
    }
  });

  it('regressions', async () => {
    for (const aggregate of ['SUM', 'AVERAGE']) {
      const more = [stringAttribute('aggregate_function', aggregate)];
      const based = [...more, floatsAttribute('base_values', [0.25])];
      await expectParity(regressor(randomTrees(random, 'target'), 1, more), 9);
      await expectParity(regressor(randomTrees(random, 'target'), 1, based), 9);
      await expectParity(regressor(randomTrees(random, 'target', { targets: [0, 1] }), 2, more), 10);
    }
  });

  it('deep and many', async () => {
    const trees = randomTrees(random, 'class', { trees: 40, depth: 8 });
    await expectParity(classifier(trees, 2, 'LOGISTIC'), 11);
  });
});

it('compares values as float32 where the model does', () => {
  const model = read(regressor(randomTrees(random, 'target'), 1));
  const row = randomRows(random, 1)[0];
  const nearby = row.map((value) => value + 1e-12);
  expect(marginsOf(model, nearby)).toEqual(marginsOf(model, row));
});
