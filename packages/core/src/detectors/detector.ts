import { z } from 'zod';
import { failure, type Failure } from '../errors/error-code.ts';
import { adwinOptionsSchema, adwinStateSchema, startAdwin, updateAdwin } from './adwin.ts';
import { cusumOptionsSchema, cusumStateSchema, startCusum, updateCusum } from './cusum.ts';
import { ddmOptionsSchema, ddmStateSchema, startDdm, updateDdm } from './ddm.ts';
import { eddmOptionsSchema, eddmStateSchema, startEddm, updateEddm } from './eddm.ts';
import { hddmAOptionsSchema, hddmAStateSchema, startHddmA, updateHddmA } from './hddm-a.ts';
import { hddmWOptionsSchema, hddmWStateSchema, startHddmW, updateHddmW } from './hddm-w.ts';
import { kswinOptionsSchema, kswinStateSchema, startKswin, updateKswin } from './kswin.ts';
import {
  pageHinkleyOptionsSchema,
  pageHinkleyStateSchema,
  startPageHinkley,
  updatePageHinkley,
} from './page-hinkley.ts';
import type { Signal } from './signal.ts';

export const detectorKinds = [
  'ADWIN',
  'DDM',
  'EDDM',
  'HDDM_A',
  'HDDM_W',
  'PAGE_HINKLEY',
  'KSWIN',
  'CUSUM',
] as const;
export type DetectorKind = (typeof detectorKinds)[number];

/** What is asked for: a kind, and the options that differ from its defaults. */
export const detectorRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ADWIN'), options: adwinOptionsSchema.prefault({}) }),
  z.object({ kind: z.literal('DDM'), options: ddmOptionsSchema.prefault({}) }),
  z.object({ kind: z.literal('EDDM'), options: eddmOptionsSchema.prefault({}) }),
  z.object({ kind: z.literal('HDDM_A'), options: hddmAOptionsSchema.prefault({}) }),
  z.object({ kind: z.literal('HDDM_W'), options: hddmWOptionsSchema.prefault({}) }),
  z.object({ kind: z.literal('PAGE_HINKLEY'), options: pageHinkleyOptionsSchema.prefault({}) }),
  z.object({ kind: z.literal('KSWIN'), options: kswinOptionsSchema.prefault({}) }),
  z.object({ kind: z.literal('CUSUM'), options: cusumOptionsSchema.prefault({}) }),
]);

/** A detector is its own saved form: plain data that JSON carries without loss. */
export const detectorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ADWIN'), options: adwinOptionsSchema, state: adwinStateSchema }),
  z.object({ kind: z.literal('DDM'), options: ddmOptionsSchema, state: ddmStateSchema }),
  z.object({ kind: z.literal('EDDM'), options: eddmOptionsSchema, state: eddmStateSchema }),
  z.object({ kind: z.literal('HDDM_A'), options: hddmAOptionsSchema, state: hddmAStateSchema }),
  z.object({ kind: z.literal('HDDM_W'), options: hddmWOptionsSchema, state: hddmWStateSchema }),
  z.object({
    kind: z.literal('PAGE_HINKLEY'),
    options: pageHinkleyOptionsSchema,
    state: pageHinkleyStateSchema,
  }),
  z.object({ kind: z.literal('KSWIN'), options: kswinOptionsSchema, state: kswinStateSchema }),
  z.object({ kind: z.literal('CUSUM'), options: cusumOptionsSchema, state: cusumStateSchema }),
]);

export type DetectorRequest = z.input<typeof detectorRequestSchema>;
export type Detector = z.infer<typeof detectorSchema>;
export type DetectorResult = { ok: true; detector: Detector } | { ok: false; failure: Failure };
export type UpdateResult = { ok: true; signal: Signal } | { ok: false; failure: Failure };

/** Fails with BAD_USER_INPUT for options out of their range. */
export function startDetector(request: DetectorRequest): DetectorResult {
  const parsed = detectorRequestSchema.safeParse(request);
  return parsed.success ? { ok: true, detector: freshDetector(parsed.data) } : refused(parsed.error);
}

/** Reads a saved detector from parsed JSON; it goes on where it stood. Fails with BAD_USER_INPUT for anything else. */
export function resumeDetector(saved: unknown): DetectorResult {
  const parsed = detectorSchema.safeParse(saved);
  return parsed.success ? { ok: true, detector: parsed.data } : refused(parsed.error);
}

function refused(error: z.ZodError): { ok: false; failure: Failure } {
  const issue = error.issues[0];
  return { ok: false, failure: failure('BAD_USER_INPUT', issue.message, issue.path.join('.') || null) };
}

function freshDetector(request: z.output<typeof detectorRequestSchema>): Detector {
  switch (request.kind) {
    case 'ADWIN':
      return { ...request, state: startAdwin() };
    case 'DDM':
      return { ...request, state: startDdm() };
    case 'EDDM':
      return { ...request, state: startEddm() };
    case 'HDDM_A':
      return { ...request, state: startHddmA() };
    case 'HDDM_W':
      return { ...request, state: startHddmW() };
    case 'PAGE_HINKLEY':
      return { ...request, state: startPageHinkley() };
    case 'KSWIN':
      return { ...request, state: startKswin() };
    case 'CUSUM':
      return { ...request, state: startCusum(request.options) };
  }
}

/** What a kind takes: 0/1 errors, shares in [0, 1], or any finite numbers. */
const domains: Record<DetectorKind, 'ERRORS' | 'SHARES' | 'NUMBERS'> = {
  ADWIN: 'NUMBERS',
  DDM: 'ERRORS',
  EDDM: 'ERRORS',
  HDDM_A: 'SHARES',
  HDDM_W: 'SHARES',
  PAGE_HINKLEY: 'NUMBERS',
  KSWIN: 'NUMBERS',
  CUSUM: 'NUMBERS',
};

/** So that squares, and sums of them, stay finite. */
const LARGEST = 1e100;

const STABLE = { ok: true, signal: 'STABLE' } as const;
const WARNING = { ok: true, signal: 'WARNING' } as const;
const DRIFT = { ok: true, signal: 'DRIFT' } as const;

/**
 * Takes the next value of the stream, and changes the detector in place. After DRIFT it starts afresh with the next
 * value. A value that the kind does not take (NaN, an infinity, more than 1e100, for an error anything but 0 and 1)
 * fails with BAD_USER_INPUT and leaves the detector as it was.
 */
export function updateDetector(detector: Detector, x: number): UpdateResult {
  const problem = problemOf(detector.kind, x);
  if (problem !== null) return { ok: false, failure: failure('BAD_USER_INPUT', problem) };
  const signal = step(detector, x);
  if (signal === 'STABLE') return STABLE;
  if (signal === 'WARNING') return WARNING;
  detector.state = freshDetector(detector).state;
  return DRIFT;
}

function problemOf(kind: DetectorKind, x: number): string | null {
  if (!(Math.abs(x) <= LARGEST)) return `${kind} takes finite numbers, at most ${LARGEST} in size`;
  const domain = domains[kind];
  if (domain === 'ERRORS' && x !== 0 && x !== 1) return `${kind} takes 1 for an error and 0 for none`;
  return domain === 'SHARES' && (x < 0 || x > 1) ? `${kind} takes numbers from 0 to 1` : null;
}

function step(detector: Detector, x: number): Signal {
  switch (detector.kind) {
    case 'ADWIN':
      return updateAdwin(detector.state, x, detector.options);
    case 'DDM':
      return updateDdm(detector.state, x, detector.options);
    case 'EDDM':
      return updateEddm(detector.state, x, detector.options);
    case 'HDDM_A':
      return updateHddmA(detector.state, x, detector.options);
    case 'HDDM_W':
      return updateHddmW(detector.state, x, detector.options);
    case 'PAGE_HINKLEY':
      return updatePageHinkley(detector.state, x, detector.options);
    case 'KSWIN':
      return updateKswin(detector.state, x, detector.options);
    case 'CUSUM':
      return updateCusum(detector.state, x, detector.options);
  }
}
