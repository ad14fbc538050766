import type { FeatureCodec, Flags } from '../features/feature-codec.ts';
import type { Manifest } from '../features/manifest.ts';
import { labelWindowOf } from '../outcomes/label-window.ts';
import type { CounterLayout } from '../sketches/rollup-counters.ts';

/** A stored prediction with what was reported of it. Times in Unix milliseconds. */
export interface StoredPrediction {
  id: string;
  atMs: number;
  subject: string | null;
  source: string;
  environment: string;
  tags: readonly string[];
  label: number | null;
  value: number | null;
  probability: number | null;
  probabilities: readonly number[] | null;
  confidence: number | null;
  latencyMs: number;
  features: number[];
  flags: Flags;
  raw: Readonly<Record<string, string>> | null;
  errorCode: string | null;
  action: string | null;
  holdout: boolean | null;
  outcome: {
    /** Index of the class; null for a regression. */
    label: number | null;
    value: number | null;
    atMs: number;
    receivedAtMs: number;
  } | null;
}

/** The version that answered. */
export interface ExportedVersion {
  version: string;
  manifest: Manifest;
  codec: FeatureCodec;
  layout: CounterLayout;
}

/** One exported value: as JSON has it. */
export type ExportedValue =
  | string
  | number
  | boolean
  | null
  | readonly (string | number)[]
  | Readonly<Record<string, string | number | null>>;

/** What is exported of a prediction, but for its features. `kilter import` reads all that is not derived. */
export type ExportedPrediction = Record<(typeof exportedFields)[number], ExportedValue>;

export const exportedFields = [
  'id',
  'at',
  'subject',
  'version',
  'source',
  'environment',
  'probability',
  'probabilities',
  'label',
  'value',
  'confidence',
  'errorCode',
  'flags',
  'segments',
  'latencyMs',
  'tags',
  'action',
  'holdout',
  'outcome',
  'outcomeKind',
  'outcomeAt',
  'outcomeReceivedAt',
] as const;

/** The fields of a prediction in plain words and numbers. Features come from the codec: `codec.decode(row)`. */
export function exportPrediction(
  row: StoredPrediction,
  of: ExportedVersion,
  nowMs: number,
): ExportedPrediction {
  const { classes } = of.manifest;
  return {
    id: row.id,
    at: isoTime(row.atMs),
    subject: row.subject,
    version: of.version,
    source: row.source,
    environment: row.environment,
    probability: row.probability,
    probabilities: row.probabilities,
    label: row.label === null ? null : classes[row.label],
    value: row.value,
    confidence: row.confidence,
    errorCode: row.errorCode,
    flags: row.flags,
    segments: of.layout.segmentNames({ features: row.features, tags: [] }),
    latencyMs: row.latencyMs,
    tags: row.tags,
    action: row.action,
    holdout: row.holdout,
    ...exportOutcome(row, of.manifest, nowMs),
  };
}

type ExportedOutcome = Pick<
  ExportedPrediction,
  'outcome' | 'outcomeKind' | 'outcomeAt' | 'outcomeReceivedAt'
>;

/** What was reported, or what silence means now that window and grace are over. */
function exportOutcome(row: StoredPrediction, manifest: Manifest, nowMs: number): ExportedOutcome {
  const { outcome } = row;
  if (outcome !== null) {
    return {
      outcome: outcome.label === null ? outcome.value : manifest.classes[outcome.label],
      outcomeKind: 'REPORTED',
      outcomeAt: isoTime(outcome.atMs),
      outcomeReceivedAt: isoTime(outcome.receivedAtMs),
    };
  }
  const { windowMs, graceMs, absentMeans, closes } = labelWindowOf(manifest);
  const endMs = row.atMs + windowMs;
  const isOver = closes && row.errorCode === null && endMs + graceMs <= nowMs;
  if (!isOver || absentMeans === null) {
    return { outcome: null, outcomeKind: null, outcomeAt: null, outcomeReceivedAt: null };
  }
  return {
    outcome: absentMeans,
    outcomeKind: 'ABSENT',
    outcomeAt: isoTime(endMs),
    outcomeReceivedAt: null,
  };
}

const isoTime = (atMs: number) => new Date(atMs).toISOString();
