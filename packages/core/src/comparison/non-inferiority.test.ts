import { expect, test } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { nonInferiority } from './non-inferiority.ts';

test('refutes a loss of the margin', () => {
  // One-sided z = (0.01 + 0.02) / 0.015 = 2.
  const found = nonInferiority(0.01, 0.015, 0.02);
  expectClose(found.pValue, 0.022750131948179195);
  expectClose(found.leastGain, 0.01 - 1.6448536269514722 * 0.015);
  expect(found.isNotWorse).toBe(true);
});

test('does not take the absence of a significant loss for its absence', () => {
  expect(nonInferiority(0, 0.05, 0.02).isNotWorse).toBe(false);
});

test('p-value and bound say the same', () => {
  for (const gain of [-0.03, -0.02, -0.011, 0, 0.02]) {
    for (const standardError of [0.001, 0.01, 0.02]) {
      const { pValue, isNotWorse } = nonInferiority(gain, standardError, 0.02, 0.025);
      expect(isNotWorse).toBe(pValue < 0.025);
    }
  }
});
