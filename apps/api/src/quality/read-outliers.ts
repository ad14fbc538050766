import type { TimeWindow } from '@kilter/core/monitoring/window';
import {
  compileOutlierScorer,
  type OutlierReason,
  type OutlierScorer,
} from '@kilter/core/outliers/outlier-scorer';
import type { Manifest } from '@kilter/core/features/manifest';
import type { Reference } from '@kilter/core/features/reference';
import { DAY_MS } from '@kilter/core/time/units';
import { featureReferences } from '@kilter/core/training/build-reference';
import { numberGroups } from '@kilter/core/training/grouped-folds';
import type { SampledRow } from '@kilter/db/queries/sample';
import { chooseReference, weeksBefore } from '../drift/choose-reference.ts';
import { pastScope, readScopeSample, type CountScope } from '../drift/count-windows.ts';
import type { DriftNeeds } from '../drift/read-drift.ts';
import { createMemory } from '../drift/remember-by-key.ts';
import { runOnThread } from '../threads/run-on-thread.ts';
import { qualityKey, readRowsQuality, type DataQuality } from './read-quality.ts';
import type { learnUsual, UsualRequest } from './usual-worker.ts';

/** Rows that a model of what is usual is learnt from: at least, so that its 1 % means something, and at most. */
const LEAST_ROWS = 1_000;
const MOST_ROWS = 2_000;
const MOST_EXAMPLES = 5;
/** Any: the same rows are judged alike each time. */
const SEED = 1;

export const learntFrom = ['ROWS', 'COUNTS'] as const;

export interface StrangeRow {
  id: string;
  /** 0..1, about the share of usual rows that are less strange. */
  score: number;
  reasons: readonly OutlierReason[];
}

/** Rows that are unlike what is usual. */
export interface Outliers {
  /** Looked at: a sample where there are many. */
  rows: number;
  count: number;
  /** Null without rows. */
  rate: number | null;
  /** ROWS: of past rows, which know what goes together. COUNTS: of the training data, each feature by itself. */
  learntFrom: (typeof learntFrom)[number];
  /** The strangest first. */
  examples: readonly StrangeRow[];
}

const memory = createMemory<Outliers | null>();

/** Outliers of a window; null where nothing is known of what is usual. */
export function readOutliers(needs: DriftNeeds, quality: DataQuality): Promise<Outliers | null> {
  return memory.get(needs.sql, qualityKey(quality), needs.now(), async () => {
    const usual = await knowUsual(needs, quality);
    if (usual === null) return null;
    const { rows } = await readRowsQuality(needs, quality);
    return findOutliers(usual, rows);
  });
}

function findOutliers({ scorer, from }: Usual, rows: readonly SampledRow[]): Outliers {
  const strange = rows
    .filter(({ features }) => scorer.isOutlier(features))
    .map((row) => ({ row, score: scorer.score(row.features) }))
    .sort((a, b) => b.score - a.score);
  return {
    rows: rows.length,
    count: strange.length,
    rate: rows.length > 0 ? strange.length / rows.length : null,
    learntFrom: from,
    examples: strange.slice(0, MOST_EXAMPLES).map(({ row, score }) => ({
      id: row.id,
      score,
      reasons: scorer.explain(row.features),
    })),
  };
}

interface Usual {
  scorer: OutlierScorer;
  from: Outliers['learntFrom'];
}

const scorers = createMemory<Usual | null>(DAY_MS);

/**
 * Learnt from the default reference's rows, else from those of the four weeks before the day of the window; where they are
 * too few, from the counts of the training data. Once a day.
 */
async function knowUsual(needs: DriftNeeds, { scope, manifest, window }: DataQuality): Promise<Usual | null> {
  const reference = await chooseReference(needs, scope.model, null);
  const past = reference.window ?? weeksBefore(startOfDay(window)).window ?? window;
  return scorers.get(needs.sql, qualityKey({ scope, window: past }), needs.now(), async () => {
    const rows = await readScopeSample(needs, pastScope(scope), past, MOST_ROWS);
    if (rows.length >= LEAST_ROWS) return learnFromRows(manifest, rows);
    return learnFromCounts(manifest, scope);
  });
}

function startOfDay({ fromMs, toMs }: TimeWindow): TimeWindow {
  return { fromMs: Math.floor(fromMs / DAY_MS) * DAY_MS, toMs };
}

function learnFromRows(manifest: Manifest, rows: readonly SampledRow[]): Promise<Usual | null> {
  const columns = manifest.features.map((_, i) => Float64Array.from(rows, ({ features }) => features[i]));
  const groups = numberGroups(rows.map(({ id, subject }) => subject ?? id));
  const reference = { features: featureReferences(manifest, columns) };
  return learn({ from: 'ROWS', manifest, columns, groups, seed: SEED }, reference);
}

async function learnFromCounts(manifest: Manifest, { model, layout }: CountScope): Promise<Usual | null> {
  if (!model.reference || layout.key !== model.champion.layout.key) return null;
  const reference = { features: model.reference.features };
  return learn({ from: 'COUNTS', manifest, reference, seed: SEED }, reference);
}

/** Learnt on a thread; what was learnt judges thousands of rows in some milliseconds. */
async function learn(request: UsualRequest, reference: Pick<Reference, 'features'>): Promise<Usual | null> {
  const result = await runOnThread<typeof learnUsual>(new URL('./usual-worker.ts', import.meta.url), request);
  if (!result.ok) return null;
  return { scorer: compileOutlierScorer(request.manifest, reference, result.model), from: request.from };
}
