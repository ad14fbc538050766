import { defaultChunks, type Chunk } from '@kilter/core/drift/chunks';
import { estimateCbpe, fitCbpe, type Cbpe, type CbpeEstimate } from '@kilter/core/estimation/cbpe';
import { estimatedMetricNames } from '@kilter/core/estimation/estimated-metrics';
import type { ScoredRows } from '@kilter/core/estimation/scored-rows';
import { fastestMs } from './timing.ts';

interface CbpeQuestion {
  reference: { scores: number[]; predicted: number[]; targets: number[] };
  current: { scores: number[]; predicted: number[] };
}

const SEEDS = 20;

/**
 * Each metric of each chunk of the current rows, in NannyML's default chunks, by the first seed that decides as
 * `isCalibrated` (or the first), and how many of the seeds decide so.
 */
export function answerCbpe({ isCalibrated, ...question }: CbpeQuestion & { isCalibrated: boolean }) {
  const { reference, current } = typed(question);
  const fitted = Array.from({ length: SEEDS }, (_, i) => fit(reference, i + 1));
  const agreeing = fitted.filter(({ calibration }) => (calibration !== null) === isCalibrated);
  const estimates = estimateChunks(agreeing[0] ?? fitted[0], current);
  return {
    agreeing: agreeing.length,
    seeds: SEEDS,
    metrics: Object.fromEntries(
      estimatedMetricNames.map((metric) => [metric, estimates.map(({ metrics }) => metrics[metric])]),
    ),
  };
}

/** Milliseconds of learning the reference and of estimating all current rows by chunks. */
export function timeCbpe(question: CbpeQuestion) {
  const { reference, current } = typed(question);
  const cbpe = fit(reference, 1);
  return {
    fitMs: fastestMs(() => fit(reference, 1)),
    estimateMs: fastestMs(() => estimateChunks(cbpe, current)),
  };
}

function typed({ reference, current }: CbpeQuestion) {
  return {
    reference: { ...scored(reference), targets: Uint8Array.from(reference.targets) },
    current: scored(current),
  };
}

const scored = ({ scores, predicted }: { scores: number[]; predicted: number[] }) => ({
  scores: Float64Array.from(scores),
  predicted: Uint8Array.from(predicted),
});

function fit(reference: ReturnType<typeof typed>['reference'], seed: number): Cbpe {
  const fitted = fitCbpe(reference, { seed });
  if (!fitted.ok) throw new Error(fitted.failure.message);
  return fitted.cbpe;
}

function estimateChunks(cbpe: Cbpe, current: ReturnType<typeof scored>): CbpeEstimate[] {
  return defaultChunks(current.scores.length).map((chunk) => {
    const estimated = estimateCbpe(cbpe, rowsOf(current, chunk));
    if (!estimated.ok) throw new Error(estimated.failure.message);
    return estimated.estimate;
  });
}

function rowsOf({ scores, predicted }: ReturnType<typeof scored>, { from, to }: Chunk): ScoredRows {
  return { scores: scores.subarray(from, to), predicted: predicted.subarray(from, to) };
}
