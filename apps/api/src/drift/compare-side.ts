import { dealIntoChunks } from '@kilter/core/drift/deal-counts';
import { countsOfScoreBins } from '@kilter/core/drift/prediction-drift';
import { countsOfReference } from '@kilter/core/drift/reference-counts';
import { chooseBaseline } from '@kilter/core/drift/season';
import { noCounts, rowsOf, type ValueCounts } from '@kilter/core/drift/value-counts';
import type { ComparedAnswers, ComparedColumn, ComparedFeature } from '@kilter/core/drift/window-drift';
import type { Manifest } from '@kilter/core/features/manifest';
import { answerScores, classCounts, type MinuteCounters } from '@kilter/core/sketches/minute-counters';
import { createRandom } from '@kilter/core/training/random';
import type { ChosenReference, ComparisonKind } from './choose-reference.ts';
import type { WindowCounts } from './count-windows.ts';
import { CHUNKS, type Side } from './read-side.ts';

/** What a window was compared with. */
export interface Comparison extends ChosenReference {
  rows: number;
  /** Weeks whose same hours were taken together; 0 for anything else. */
  weeks: number;
}

type Column = Omit<ComparedColumn, 'limits'> & { kind: ComparisonKind };
type PickColumn = (counts: WindowCounts) => ValueCounts;

/** A feature with its sides, and where the other side is from: a feature may lack what others have. */
export interface SidedFeature {
  compared: ComparedFeature;
  comparedWith: ComparisonKind;
}

export function sideFeature(
  { features }: Manifest,
  index: number,
  side: Side,
  current: WindowCounts,
): SidedFeature {
  const trained = side.training?.features[index];
  const { kind, ...column } = sideColumn(
    side,
    current,
    trained?.counts ?? null,
    ({ values }) => values[index],
  );
  const known = { limits: trained?.limits ?? null, importance: trained?.importance ?? null };
  return { compared: { feature: features[index], ...known, ...column }, comparedWith: kind };
}

/** Scores of two classes; of more the answered classes, which the training reference does not have; of a regression none. */
export function sideAnswers(
  { task, classes }: Manifest,
  side: Side,
  current: WindowCounts,
): ComparedAnswers | null {
  if (task === 'REGRESSION') return null;
  if (task === 'BINARY_CLASSIFICATION') {
    const scores = side.training?.scores;
    const pick: PickColumn = ({ core }) => countsOfScoreBins(answerScores(core, classes.length).bins);
    const column = sideColumn(side, current, scores?.counts ?? null, pick);
    return { ...column, name: 'score', kind: 'NUMERIC', limits: scores?.limits ?? null };
  }
  const column = sideColumn(side, current, null, ({ core }) => countsOfClasses(core, classes.length));
  if (rowsOf(column.reference) === 0) return null;
  return { ...column, name: 'label', kind: 'CATEGORICAL', limits: null };
}

function countsOfClasses(core: MinuteCounters, classes: number): ValueCounts {
  return countsOfReference({ kind: 'CATEGORICAL', missing: 0, counts: classCounts(core, classes) });
}

/** Any: chunks that are dealt anew are the same each time. */
const CHUNK_SEED = 1;

/** Bins and limits are those of the training data; without it, whatever a column is compared with fixes the bins. */
function sideColumn(
  { past, pieces, weeks, reference: chosen }: Side,
  current: WindowCounts,
  trained: ValueCounts | null,
  pick: PickColumn,
): Column {
  const normal = past ? pick(past) : (trained ?? noCounts);
  const before = chooseBaseline(normal, weeks.map(pick));
  const reference = trained !== null && rowsOf(trained) > 0 ? trained : before.counts;
  return {
    kind: before.source === 'SAME_HOURS' ? 'SAME_HOURS' : chosen.kind,
    reference,
    baseline: before.counts === reference ? null : before.counts,
    current: pick(current),
    chunks: () => pieces?.map(pick) ?? dealIntoChunks(before.counts, CHUNKS, createRandom(CHUNK_SEED)),
  };
}

/** What most of a report rests on: the same hours of earlier weeks where any feature was compared with them. */
export function comparisonOf(side: Side, features: readonly SidedFeature[]): Comparison {
  const { reference, training, past, weeks } = side;
  if (!features.some(({ comparedWith }) => comparedWith === 'SAME_HOURS')) {
    return { ...reference, rows: past?.rows ?? training?.rows ?? 0, weeks: 0 };
  }
  const withRows = weeks.filter(({ rows }) => rows > 0);
  return {
    kind: 'SAME_HOURS',
    name: null,
    version: null,
    window: null,
    isAsked: false,
    rows: withRows.reduce((sum, { rows }) => sum + rows, 0),
    weeks: withRows.length,
  };
}
