import type { DetectorKind, DetectorRequest } from './detector.ts';

/**
 * Options for 0/1 errors, one value a labelled prediction: at most some three false alarms in 100,000 values at error
 * rates up to 0.2, by simulation (`npm run bench -- detectors`; the table is in docs/statistics.md). They look for a
 * rise only, where the kind can. EDDM and KSWIN suit such streams badly, whatever their options.
 */
export const recommendedForErrors = {
  ADWIN: { kind: 'ADWIN', options: { delta: 0.05, warningDelta: 0.3 } },
  DDM: { kind: 'DDM', options: { warmUp: 300, warningThreshold: 2.5, driftThreshold: 3.5 } },
  EDDM: { kind: 'EDDM', options: { warmUp: 100, warningRatio: 0.8, driftRatio: 0.7 } },
  HDDM_A: { kind: 'HDDM_A', options: { driftConfidence: 0.001, warningConfidence: 0.01 } },
  HDDM_W: {
    kind: 'HDDM_W',
    options: { lambda: 0.005, driftConfidence: 0.001, warningConfidence: 0.01 },
  },
  PAGE_HINKLEY: {
    kind: 'PAGE_HINKLEY',
    options: { delta: 0.02, threshold: 25, warningThreshold: 15, alpha: 1, mode: 'UP' },
  },
  KSWIN: { kind: 'KSWIN', options: { alpha: 0.001, windowSize: 500, statSize: 200 } },
  CUSUM: {
    kind: 'CUSUM',
    options: { warmUp: 2000, slack: 0.1, threshold: 45, warningThreshold: 30, mode: 'UP' },
  },
} as const satisfies Record<DetectorKind, DetectorRequest>;

/**
 * CUSUM against a known error rate (0..1, neither 0 nor 1), e.g. the reference's out of fold: no warm-up, and a change
 * that creeps in is not taken for normal. False alarms become frequent when the rate in truth is a tenth higher.
 */
export function cusumAgainstRate(rate: number): DetectorRequest {
  const { kind, options } = recommendedForErrors.CUSUM;
  return { kind, options: { ...options, target: rate, deviation: Math.sqrt(rate * (1 - rate)) } };
}
