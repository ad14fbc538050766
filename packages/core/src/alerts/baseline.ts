import type { Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';

type Scores = NonNullable<Reference['scores']>;

/** Recall that is normal at the manifest's threshold, out-of-fold; null but for binary models with a reference. */
export function baselineRecall(manifest: Manifest, reference: Reference | null): number | null {
  if (manifest.task !== 'BINARY_CLASSIFICATION' || reference === null) return null;
  const { threshold, metrics } = reference.baseline;
  const measured = metrics.find(({ name }) => name === 'recall');
  if (measured && threshold === manifest.threshold) return measured.value;
  const positives = reference.scores?.counts[reference.scores.classes.indexOf(manifest.positiveClass ?? '')];
  return reference.scores && positives ? shareFrom([positives], reference.scores, manifest.threshold) : null;
}

/** Share of positive answers on the training population, out-of-fold; null but for binary models with a reference. */
export function usualPositiveRate(manifest: Manifest, reference: Reference | null): number | null {
  if (manifest.task !== 'BINARY_CLASSIFICATION' || !reference?.scores) return null;
  return shareFrom(reference.scores.counts, reference.scores, manifest.threshold);
}

/** Share of scores that are at least a threshold, to within a bin. */
function shareFrom(
  counts: readonly (readonly number[])[],
  { bins }: Scores,
  threshold: number,
): number | null {
  // 0.29 x 1000 is a little more than 290.
  const first = Math.ceil(threshold * bins - 1e-9);
  let above = 0;
  let all = 0;
  for (const row of counts) {
    row.forEach((count, bin) => {
      all += count;
      if (bin >= first) above += count;
    });
  }
  return all > 0 ? above / all : null;
}
