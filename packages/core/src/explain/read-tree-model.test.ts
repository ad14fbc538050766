import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatsAttribute, intAttribute, intsAttribute, stringAttribute } from '../training/onnx-message.ts';
import type { Attribute } from '../training/onnx-message.ts';
import { createRandom } from '../training/random.ts';
import { answersOf, marginsOf } from './evaluate-trees.ts';
import { readTreeModel } from './read-tree-model.ts';
import { expected, names, readFixture, rowsOf } from './testing/fixtures.ts';
import { graphOf, operatorOf } from './testing/graph.ts';
import { classifier, FEATURES, randomTrees, regressor } from './testing/random-trees.ts';
import type { TreeModel } from './tree-model.ts';

const random = createRandom(31);
const trees = (prefix: 'class' | 'target', targets = [0]) => randomTrees(random, prefix, { targets });

function read(onnx: Uint8Array, output: string | null = null): TreeModel {
  const result = readTreeModel(onnx, output);
  if (!result.ok) throw new Error(`${result.reason}: ${result.failure.message}`);
  return result.model;
}

function reason(onnx: Uint8Array, output: string | null = null) {
  const result = readTreeModel(onnx, output);
  return result.ok ? null : result.reason;
}

/** The attributes with some replaced by name. */
function replaced(attributes: Attribute[], ...changes: Attribute[]): Attribute[] {
  return [...attributes.filter(({ name }) => changes.every((change) => change.name !== name)), ...changes];
}

describe('files of other libraries', () => {
  it.each(names)('%s: answers what onnxruntime does', (name) => {
    const model = read(readFixture(name));
    const rows = rowsOf(name);
    expect(model.width).toBe(4);
    expected.models[name].answers.forEach((answer, i) => {
      const own = answersOf(model, rows[i]);
      expect(own.length).toBe(answer.length);
      answer.forEach((value, k) => expect(own[k]).toBeCloseTo(value, 6));
    });
  });

  it('knows the classes, and one log-odds for two of them', () => {
    expect(read(readFixture('lightgbm-3')).classes).toEqual(['0', '1', '2']);
    for (const name of ['xgboost-binary', 'lightgbm-binary', 'sklearn-boosting']) {
      const { sums, link, firstClass } = read(readFixture(name));
      expect({ sums: sums.length, link, firstClass }).toEqual({
        sums: 1,
        link: 'LOGISTIC',
        firstClass: 'COMPLEMENT',
      });
    }
    expect(read(readFixture('xgboost-poisson')).link).toBe('EXPONENTIAL');
    expect(read(readFixture('tree-ensemble')).isFloat32).toBe(false);
  });

  it('keeps the trees of each class apart', () => {
    for (const name of ['xgboost-3', 'lightgbm-3']) {
      const { roots, sums } = read(readFixture(name));
      expect(sums.map((sum) => sum.roots.length)).toEqual([3, 3, 3]);
      expect(sums.flatMap((sum) => [...sum.roots]).sort()).toEqual([...roots].sort());
    }
    const { roots, sums } = read(readFixture('sklearn-forest-3'));
    expect(sums.every((sum) => sum.roots.length === roots.length)).toBe(true);
  });
});

describe('what stands around the trees', () => {
  const attribute = trees('target');
  const ensemble = (input: string, output: string, domain = 'ai.onnx.ml') => ({
    ...operatorOf('TreeEnsembleRegressor', [input], output, domain),
    attribute: [...attribute, intAttribute('n_targets', 1)],
  });
  const row = [0.5, NaN, 0.25, -1, 0];
  const [plain] = marginsOf(read(graphOf([ensemble('features', 'answer')])), row);

  it('looks through what hands on', () => {
    const onnx = graphOf([
      operatorOf('Identity', ['features'], 'same'),
      ensemble('same', 'value'),
      operatorOf('Cast', ['value'], 'answer'),
    ]);
    expect(marginsOf(read(onnx), row)[0]).toBe(plain);
    expect(marginsOf(read(onnx, 'answer'), row)[0]).toBe(plain);
    expect(reason(onnx, 'other')).toBe('POSTPROCESSING');
  });

  it('takes constants in', () => {
    const half = graphOf([ensemble('features', 'value'), operatorOf('Div', ['value', 'two'], 'answer')], {
      two: 2,
    });
    expect(answersOf(read(half), row)[0]).toBeCloseTo(plain / 2, 14);
    const power = graphOf(
      [
        ensemble('features', 'value'),
        operatorOf('Exp', ['value'], 'power'),
        operatorOf('Mul', ['three', 'power'], 'answer'),
      ],
      { three: 3 },
    );
    expect(answersOf(read(power), row)[0]).toBeCloseTo(3 * Math.exp(plain), 12);
  });

  it('refuses what it does not follow', () => {
    const scaled = [operatorOf('Scaler', ['features'], 'scaled', 'ai.onnx.ml'), ensemble('scaled', 'answer')];
    expect(readTreeModel(graphOf(scaled))).toMatchObject({
      reason: 'PREPROCESSING',
      failure: { code: 'BAD_USER_INPUT', message: expect.stringContaining('Scaler') },
    });
    const changed = [ensemble('features', 'value'), operatorOf('Sin', ['value'], 'answer')];
    expect(reason(graphOf(changed))).toBe('POSTPROCESSING');
    // The other way round, a constant is divided by the answer.
    const inverse = [ensemble('features', 'value'), operatorOf('Div', ['two', 'value'], 'answer')];
    expect(reason(graphOf(inverse, { two: 2 }))).toBe('POSTPROCESSING');
    const several = [ensemble('features', 'value'), ensemble('features', 'answer')];
    expect(reason(graphOf(several))).toBe('SEVERAL_ENSEMBLES');
    expect(reason(graphOf([operatorOf('Identity', ['features'], 'answer')]))).toBe('NO_TREES');
    expect(reason(graphOf([ensemble('features', 'answer', 'com.other')]))).toBe('NO_TREES');
    expect(reason(graphOf([ensemble('nowhere', 'answer')]))).toBe('INVALID_TREES');
    const circle = [
      operatorOf('Identity', ['b'], 'a'),
      operatorOf('Identity', ['a'], 'b'),
      ensemble('a', 'answer'),
    ];
    expect(reason(graphOf(circle))).toBe('INVALID_TREES');
  });
});

describe('refusals', () => {
  it('of what is not added up', () => {
    for (const name of ['MIN', 'MAX']) {
      const more = [stringAttribute('aggregate_function', name)];
      expect(reason(regressor(trees('target'), 1, more))).toBe('NOT_ADDITIVE');
    }
  });

  it('of what runtimes disagree about', () => {
    expect(reason(classifier(trees('class'), 2, 'LOGISTIC', [0.1, 0.2]))).toBe('UNSUPPORTED');
    expect(reason(classifier(trees('class'), 2, 'SOFTMAX'))).toBe('UNSUPPORTED');
    expect(reason(classifier(trees('class'), 2, 'PROBIT'))).toBe('UNSUPPORTED');
    expect(reason(classifier(trees('class', [1]), 2, 'LOGISTIC', [0.1]))).toBe('UNSUPPORTED');
    expect(reason(classifier(trees('class', [0, 1]), 2, 'SOFTMAX', [0.1, 0.2]))).toBe('UNSUPPORTED');
    expect(reason(classifier(trees('class', [0, 1, 2]), 3, 'SOFTMAX', [0.1]))).toBe('UNSUPPORTED');
    expect(reason(regressor(trees('target'), 1, [stringAttribute('post_transform', 'LOGISTIC')]))).toBe(
      'UNSUPPORTED',
    );
  });

  it('of nodes that make no trees', () => {
    const attributes = trees('target');
    const change = (...changes: Attribute[]) => reason(regressor(replaced(attributes, ...changes), 1));
    const ofName = (name: string) => attributes.find((attribute) => attribute.name === name);
    const features = ofName('nodes_featureids')?.ints ?? [];
    const falseIds = Array.from(ofName('nodes_falsenodeids')?.ints ?? [], Number);
    expect(
      change(
        intsAttribute(
          'nodes_featureids',
          Array.from(features, () => FEATURES),
        ),
      ),
    ).toBe('INVALID_TREES');
    expect(change(intsAttribute('nodes_featureids', [1]))).toBe('INVALID_TREES');
    expect(change(floatsAttribute('nodes_values', []))).toBe('INVALID_TREES');
    expect(change(intsAttribute('nodes_treeids', []))).toBe('INVALID_TREES');
    expect(
      change(
        intsAttribute(
          'nodes_falsenodeids',
          falseIds.map((id) => id && 999),
        ),
      ),
    ).toBe('INVALID_TREES');
    const weights = ofName('target_weights')?.floats ?? [];
    expect(change(floatsAttribute('target_weights', [NaN, ...weights.slice(1)]))).toBe('INVALID_TREES');
    // Back to the root.
    expect(
      change(
        intsAttribute(
          'nodes_falsenodeids',
          falseIds.map(() => 0),
        ),
      ),
    ).toBe('INVALID_TREES');
    expect(
      change(
        intsAttribute(
          'target_ids',
          Array.from(ofName('target_ids')?.ints ?? [], () => 4),
        ),
      ),
    ).toBe('INVALID_TREES');
  });

  it('of numbers that are out of all bounds', () => {
    expect(reason(regressor(trees('target'), 0))).toBe('UNSUPPORTED');
    expect(reason(regressor(trees('target'), 2 ** 40))).toBe('UNSUPPORTED');
  });

  it('of a cycle below the root', () => {
    // 0 -> 1 or 3; 1 -> 2 or 4; 2 -> 1 again.
    const cycle = [
      intsAttribute('nodes_treeids', [0, 0, 0, 0, 0]),
      intsAttribute('nodes_nodeids', [0, 1, 2, 3, 4]),
      intsAttribute('nodes_featureids', [0, 0, 0, 0, 0]),
      {
        ...stringAttribute('nodes_modes', ''),
        type: 8,
        strings: ['BRANCH_LEQ', 'BRANCH_LEQ', 'BRANCH_LEQ', 'LEAF', 'LEAF'].map((mode) =>
          new TextEncoder().encode(mode),
        ),
      },
      floatsAttribute('nodes_values', [0, 0, 0, 0, 0]),
      intsAttribute('nodes_truenodeids', [1, 2, 1, 0, 0]),
      intsAttribute('nodes_falsenodeids', [3, 4, 4, 0, 0]),
      intsAttribute('target_treeids', [0, 0]),
      intsAttribute('target_nodeids', [3, 4]),
      intsAttribute('target_ids', [0, 0]),
      floatsAttribute('target_weights', [1, 2]),
    ];
    expect(readTreeModel(regressor(cycle, 1))).toMatchObject({ failure: { message: 'a tree has a cycle' } });
  });
});

describe('bytes that are no model', () => {
  it('are refused, whatever they are', () => {
    expect(reason(new Uint8Array())).toBe('NOT_ONNX');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => reason(bytes) !== null));
  });

  it('a file that was cut or damaged is refused or read, and nothing is thrown', () => {
    const onnx = readFixture('lightgbm-binary');
    const whole = readTreeModel(onnx);
    const place = fc.integer({ min: 0, max: onnx.length - 1 });
    fc.assert(
      fc.property(place, (length) => {
        const cut = readTreeModel(onnx.slice(0, length));
        // Behind the graph, only the versions of the operators are lost.
        if (cut.ok) expect(cut).toEqual(whole);
        expect(cut.ok && length < onnx.length / 2).toBe(false);
      }),
    );
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const damaged = Uint8Array.from(onnx);
        damaged[at] = byte;
        expect(readTreeModel(damaged)).toHaveProperty('ok');
      }),
      { numRuns: 500 },
    );
  });
});
