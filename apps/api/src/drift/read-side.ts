import { chunkWindows } from '@kilter/core/drift/chunk-windows';
import type { DriftDialect } from '@kilter/core/drift/drift-result';
import { ENOUGH_ROWS } from '@kilter/core/drift/feature-drift';
import { growthPieces, piecesNeeded } from '@kilter/core/drift/grown-window';
import { sameHoursOfEarlierWeeks } from '@kilter/core/drift/season';
import { fail } from '@kilter/core/errors/error-code';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { Needs } from '../monitoring/read-counters.ts';
import { weeksBefore, type ChosenReference } from './choose-reference.ts';
import { countWindows, isSampled, pastScope, type CountScope, type WindowCounts } from './count-windows.ts';
import { createMemory } from './remember-by-key.ts';
import { trainingSide, type TrainingSide } from './training-side.ts';

export interface CountedWindow {
  window: TimeWindow;
  counts: WindowCounts;
}

/** A window, or as much more before it as it takes until there are 300 rows, 7 days at most. */
export async function countGrown(needs: Needs, scope: CountScope, asked: TimeWindow): Promise<CountedWindow> {
  const [counts] = await countWindows(needs, scope, [asked]);
  const pieces = counts.rows < ENOUGH_ROWS ? growthPieces(asked) : [];
  if (pieces.length === 0) return { window: asked, counts };
  const before = await countWindows(needs, scope, pieces.toReversed());
  const pieceRows = before.map(({ rows }) => rows).toReversed();
  if (pieceRows.every((rows) => rows === 0)) return { window: asked, counts };
  const taken = piecesNeeded(counts.rows, pieceRows, ENOUGH_ROWS);
  const window = { fromMs: pieces[taken - 1].fromMs, toMs: asked.toMs };
  const [grown] = await countWindows(needs, scope, [window]);
  return { window, counts: grown };
}

/** Everything that a window is compared with. */
export interface Side {
  reference: ChosenReference;
  training: TrainingSide | null;
  /** The counts of the reference's window; null for the training data. */
  past: WindowCounts | null;
  /** The same in pieces, where a dialect takes its limits from them. */
  pieces: WindowCounts[] | null;
  /** The same hours of the earlier weeks, as far as they are part of what the reference calls normal. */
  weeks: WindowCounts[];
}

/** NannyML's default. */
export const CHUNKS = 10;

export async function readSide(
  needs: Needs,
  scope: CountScope,
  { asked, current, dialect }: { asked: ChosenReference; current: TimeWindow; dialect: DriftDialect },
): Promise<Side> {
  const training = trainingOf(scope);
  const reference = fallBack(asked, scope, training, current);
  const { window, isAsked, kind } = reference;
  const hasSeason = dialect === 'KILTER' && !isAsked && kind !== 'WEEKS_BEFORE';
  const [past, pieces, weeks] = await Promise.all([
    window && countPast(needs, scope, [window]),
    dialect === 'NANNYML' && window ? countPast(needs, scope, chunkWindows(window, CHUNKS)) : null,
    hasSeason ? countPast(needs, scope, weeksOf(current, window)) : [],
  ]);
  return { reference, training, past: past?.[0] ?? null, pieces, weeks };
}

/** What the champion was trained on; null where it is not known, or rows are counted in another way. */
function trainingOf({ model, layout }: CountScope): TrainingSide | null {
  const { reference, manifest, champion } = model;
  return reference && layout.key === champion.layout.key ? trainingSide(manifest, reference) : null;
}

/**
 * The training data says nothing of a segment by itself, and is not known of every version: unless it is asked for, those
 * are compared with the four weeks before.
 */
function fallBack(
  reference: ChosenReference,
  scope: CountScope,
  training: TrainingSide | null,
  current: TimeWindow,
): ChosenReference {
  if (reference.kind !== 'TRAINING') return reference;
  if (reference.isAsked && training === null) {
    fail('INSUFFICIENT_DATA', 'What this version was trained on is not known.', 'against.training');
  }
  const isKnown = training !== null && !isSampled(scope);
  return reference.isAsked || isKnown ? reference : weeksBefore(current);
}

/** Oldest first. Weeks that ended before the reference began were another normal. */
function weeksOf(window: TimeWindow, normal: TimeWindow | null): TimeWindow[] {
  return sameHoursOfEarlierWeeks(window)
    .filter(({ toMs }) => normal === null || toMs > normal.fromMs)
    .toReversed();
}

const memory = createMemory<WindowCounts[]>();

/** Real rows of the past, which hardly change: kept for a minute. */
function countPast(needs: Needs, scope: CountScope, windows: readonly TimeWindow[]): Promise<WindowCounts[]> {
  if (windows.length === 0) return Promise.resolve([]);
  const before = pastScope(scope);
  const { versions, filter, sources } = before;
  const key = JSON.stringify([versions.map(({ id }) => id), filter, sources, windows]);
  return memory.get(needs.sql, key, needs.now(), () => countWindows(needs, before, windows));
}
