import { expect, test } from 'vitest';
import { binaryConfidence, binaryConfidenceFigures, confidenceFigures } from './confidence.ts';

test('confidence is of the answered label, not the larger probability', () => {
  expect(binaryConfidence(0.35, 0.29)).toBe(0.35);
  expect(binaryConfidence(0.2, 0.29)).toBe(0.8);
  expect(binaryConfidence(0.29, 0.29)).toBe(0.29);
});

test('claims more than it keeps, or less', () => {
  const figures = binaryConfidenceFigures([1, 0, 0, NaN, 1], [0.9, 0.2, 0.7, 0.9, NaN], 0.5);
  expect(figures?.rows).toBe(3);
  expect(figures?.mean).toBeCloseTo((0.9 + 0.8 + 0.7) / 3, 12);
  expect(figures?.accuracy).toBeCloseTo(2 / 3, 12);
  expect(figures?.excess).toBeCloseTo(0.8 - 2 / 3, 12);
  expect(binaryConfidenceFigures([], [], 0.5)).toBeNull();
});

test('of several classes', () => {
  expect(confidenceFigures([2, 1], [2, 0], [0.5, 0.4])).toMatchObject({ rows: 2, mean: 0.45, accuracy: 0.5 });
  expect(confidenceFigures([NaN], [2], [0.5])).toBeNull();
});
