import { startDetector, updateDetector, type Detector, type DetectorRequest } from '../detector.ts';

/** A started detector; the request must be good. */
export function started(request: DetectorRequest): Detector {
  const result = startDetector(request);
  if (!result.ok) throw new Error(result.failure.message);
  return result.detector;
}

/** The indices of a stream at which a fresh detector says DRIFT, and those at which it warns. */
export function drive(request: DetectorRequest, stream: ArrayLike<number>) {
  const detector = started(request);
  const drifts: number[] = [];
  const warnings: number[] = [];
  for (let i = 0; i < stream.length; i++) {
    const result = updateDetector(detector, stream[i]);
    if (!result.ok) throw new Error(result.failure.message);
    if (result.signal === 'DRIFT') drifts.push(i);
    if (result.signal === 'WARNING') warnings.push(i);
  }
  return { drifts, warnings };
}
