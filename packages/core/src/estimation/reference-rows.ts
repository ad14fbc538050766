import type { Reference } from '../features/reference.ts';
import { createRandom, shuffle } from '../training/random.ts';
import type { LabelledRows } from './scored-rows.ts';

/**
 * The rows behind a reference's score curve, to fit CBPE from where only reference.json is left: each score stands in the
 * middle of its bin (with 1,000 bins it moves by 0.0005 at most), answered positive from `threshold` on. The curve knows
 * no order: the rows come shuffled, so that the alert limits are those of chunks without a trend. `positive`: which of
 * the curve's classes is the positive one.
 */
export function rowsOfReference(
  { bins, counts }: NonNullable<Reference['scores']>,
  positive: number,
  threshold: number,
  seed: number,
): LabelledRows {
  const places: number[] = [];
  counts.forEach((ofClass, label) => {
    ofClass.forEach((rows, bin) => {
      for (let row = 0; row < rows; row++) places.push(2 * bin + Number(label === positive));
    });
  });
  shuffle(places, createRandom(seed));
  const scores = Float64Array.from(places, (place) => ((place >> 1) + 0.5) / bins);
  return {
    scores,
    predicted: Uint8Array.from(scores, (score) => Number(score >= threshold)),
    targets: Uint8Array.from(places, (place) => place & 1),
  };
}
