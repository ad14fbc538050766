import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import {
  detectorKinds,
  resumeDetector,
  startDetector,
  updateDetector,
  type Detector,
  type DetectorRequest,
} from './detector.ts';
import { recommendedForErrors } from './recommended.ts';
import { drive, started } from './testing/drive.ts';

/** Quick to alarm, so that a short stream holds detections, warnings and fresh starts. */
const eager: DetectorRequest[] = [
  { kind: 'ADWIN', options: { delta: 0.5, warningDelta: 0.9, clock: 5 } },
  { kind: 'DDM', options: { warmUp: 10, warningThreshold: 1, driftThreshold: 1.5 } },
  { kind: 'EDDM', options: { warmUp: 5 } },
  { kind: 'HDDM_A', options: { driftConfidence: 0.1, warningConfidence: 0.3, twoSided: true } },
  { kind: 'HDDM_W', options: { driftConfidence: 0.1, warningConfidence: 0.3, twoSided: true } },
  { kind: 'PAGE_HINKLEY', options: { threshold: 5, warningThreshold: 3 } },
  { kind: 'KSWIN', options: { alpha: 0.05, warningAlpha: 0.2, windowSize: 40, statSize: 20 } },
  { kind: 'CUSUM', options: { warmUp: 30, mode: 'UP' } },
];

const segment = fc.record({
  rate: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 150 }),
});

/** 0/1 errors whose rate jumps a few times. */
const errorStreams = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 5 }), fc.integer())
  .map(([segments, seed]) => {
    const random = createRandom(seed);
    return segments.flatMap(({ rate, length }) => Array.from({ length }, () => Number(random() < rate)));
  });

const throughJson = (detector: Detector): Detector => {
  const resumed = resumeDetector(JSON.parse(JSON.stringify(detector)));
  if (!resumed.ok) throw new Error(`${resumed.failure.field}: ${resumed.failure.message}`);
  return resumed.detector;
};

const updates = (detector: Detector, stream: readonly number[]) =>
  stream.map((x) => {
    const result = updateDetector(detector, x);
    return result.ok ? result.signal : result.failure.code;
  });

describe.each(eager)('$kind', (request) => {
  it('goes on alike when it was saved and resumed at any point', () => {
    fc.assert(
      fc.property(errorStreams, fc.nat(), (stream, anywhere) => {
        const at = anywhere % (stream.length + 1);
        const whole = updates(started(request), stream);
        const first = started(request);
        const before = updates(first, stream.slice(0, at));
        expect([...before, ...updates(throughJson(first), stream.slice(at))]).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('starts afresh after a detection', () => {
    const random = createRandom(4);
    const stream = Array.from({ length: 800 }, (_, i) => Number(random() < (i < 400 ? 0.05 : 0.7)));
    const detector = started(request);
    const found =
      updates(detector, stream.slice(0, 400)).length + updates(detector, stream.slice(400)).indexOf('DRIFT');
    expect(found).toBeGreaterThanOrEqual(400);
    const { drifts } = drive(request, stream);
    expect(drifts).toContain(found);
    const again = started(request);
    updates(again, stream.slice(0, found + 1));
    expect(again).toEqual(started(request));
  });

  it('refuses what is no number, and stays as it was', () => {
    const detector = started(request);
    updates(detector, [0, 1, 0, 0, 1]);
    const before = structuredClone(detector);
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e101]) {
      expect(updateDetector(detector, x)).toMatchObject({ ok: false, failure: { code: 'BAD_USER_INPUT' } });
    }
    expect(detector).toEqual(before);
  });

  it('says STABLE of a stream of zeros', () => {
    expect(drive(request, new Uint8Array(2000))).toEqual({ drifts: [], warnings: [] });
  });

  it('keeps its state finite', () => {
    fc.assert(
      fc.property(errorStreams, (stream) => {
        const detector = started(request);
        updates(detector, stream);
        // JSON writes what is not finite as null, which resuming would refuse or change.
        expect(throughJson(detector)).toEqual(detector);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what a kind takes', () => {
  it.each(['DDM', 'EDDM'] as const)('%s: 0 and 1 only', (kind) => {
    expect(updateDetector(started({ kind }), 0.5).ok).toBe(false);
  });
  it.each(['HDDM_A', 'HDDM_W'] as const)('%s: 0 to 1', (kind) => {
    expect(updateDetector(started({ kind }), 0.5).ok).toBe(true);
    expect(updateDetector(started({ kind }), 1.5).ok).toBe(false);
    expect(updateDetector(started({ kind }), -0.1).ok).toBe(false);
  });
  it.each(['ADWIN', 'PAGE_HINKLEY', 'KSWIN', 'CUSUM'] as const)('%s: any finite number', (kind) => {
    expect(updateDetector(started({ kind }), -1e6).ok).toBe(true);
  });
});

describe('options', () => {
  it.each<DetectorRequest>([
    { kind: 'ADWIN', options: { delta: 0 } },
    { kind: 'DDM', options: { driftThreshold: -1 } },
    { kind: 'EDDM', options: { warningRatio: 0.8, driftRatio: 0.9 } },
    { kind: 'KSWIN', options: { windowSize: 50, statSize: 30 } },
    { kind: 'CUSUM', options: { deviation: 0 } },
    { kind: 'PAGE_HINKLEY', options: { alpha: Number.NaN } },
  ])('out of range are refused with their place: %j', (request) => {
    const result = startDetector(request);
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.failure.code).toBe('BAD_USER_INPUT');
      expect(result.failure.field).toMatch(/^options\./);
    }
  });

  it('that are not given are the defaults', () => {
    expect(started({ kind: 'PAGE_HINKLEY', options: { mode: 'UP' } }).options).toEqual({
      warmUp: 30,
      delta: 0.005,
      threshold: 50,
      warningThreshold: null,
      alpha: 0.9999,
      mode: 'UP',
    });
  });

  it('recommended for errors are good ones, for every kind', () => {
    for (const kind of detectorKinds) expect(startDetector(recommendedForErrors[kind]).ok).toBe(true);
  });
});

describe('resumeDetector', () => {
  it.each([
    null,
    3,
    {},
    { kind: 'NEW' },
    { kind: 'DDM' },
    { kind: 'DDM', options: {}, state: { lowest: 3 } },
  ])('refuses %j', (saved) => {
    expect(resumeDetector(saved)).toMatchObject({ ok: false, failure: { code: 'BAD_USER_INPUT' } });
  });
});
