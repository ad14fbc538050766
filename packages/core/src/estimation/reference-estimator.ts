import type { Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { answerScores, classCounts, type MinuteCounters } from '../sketches/minute-counters.ts';
import { createRandom, shuffle } from '../training/random.ts';
import { calibrateBins } from './calibrated-bins.ts';
import { estimateFromCounts, type CountedEstimate } from './cbpe-counts.ts';
import { fitCbpe } from './cbpe.ts';

/** Estimates metrics of a window from its counters; null while it has no scores. */
export type Estimator = (core: MinuteCounters) => CountedEstimate | null;

const SEED = 1;

/**
 * Learns from the out-of-fold scores of reference.json what a live score is worth. Null for models that are not binary and
 * references without (enough) scores. A reference knows no order in time: its chunks are drawn at random, so limits hold
 * what chance does, not what seasons do.
 */
export function createEstimator(
  manifest: Pick<Manifest, 'task' | 'classes' | 'positiveClass' | 'threshold'>,
  reference: Pick<Reference, 'scores'> | null,
): Estimator | null {
  const scores = reference?.scores;
  if (manifest.task !== 'BINARY_CLASSIFICATION' || !scores) return null;
  const { threshold, classes } = manifest;
  const positive = classes.indexOf(manifest.positiveClass ?? '');
  const rows = rowsOf(scores, classes[positive]);
  const fitted = fitCbpe(
    {
      scores: Float64Array.from(rows, ({ score }) => score),
      predicted: Uint8Array.from(rows, ({ score }) => Number(score >= threshold)),
      targets: Uint8Array.from(rows, ({ target }) => target),
    },
    { seed: SEED },
  );
  if (!fitted.ok) return null;
  const { cbpe } = fitted;
  const bins = calibrateBins(
    cbpe,
    rows.map(({ score }) => score),
    threshold,
  );
  return (core) => {
    const counted = {
      bins: answerScores(core, classes.length).bins,
      positiveAnswers: classCounts(core, classes.length)[positive],
    };
    const found = estimateFromCounts(cbpe, bins, counted);
    return found.ok ? found.counted : null;
  };
}

/** One row a count, at the middle of its bin, in random order. */
function rowsOf({ bins, classes, counts }: NonNullable<Reference['scores']>, positiveClass: string) {
  const rows = counts.flatMap((ofClass, index) => {
    const target = classes[index] === positiveClass ? 1 : 0;
    return ofClass.flatMap((count, bin) =>
      Array.from({ length: count }, () => ({ score: (bin + 0.5) / bins, target })),
    );
  });
  const order = [...rows.keys()];
  shuffle(order, createRandom(SEED));
  return order.map((i) => rows[i]);
}
