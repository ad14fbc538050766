import { startDetector, updateDetector, type DetectorRequest } from '@kilter/core/detectors/detector';
import { fastestMs } from './timing.ts';

interface DetectorsQuestion {
  streams: Record<string, number[]>;
  runs: { request: DetectorRequest; stream: string }[];
}

/** Where each detector finds drift in its stream, and the milliseconds it takes. */
export function answerDetectors({ streams, runs }: DetectorsQuestion) {
  return runs.map(({ request, stream }) => ({
    drifts: findDrifts(request, streams[stream]),
    ms: fastestMs(() => findDrifts(request, streams[stream])),
  }));
}

function findDrifts(request: DetectorRequest, stream: readonly number[]): number[] {
  const started = startDetector(request);
  if (!started.ok) throw new Error(started.failure.message);
  return stream.flatMap((value, i) => {
    const updated = updateDetector(started.detector, value);
    return updated.ok && updated.signal === 'DRIFT' ? [i] : [];
  });
}
