import { fail } from '@kilter/core/errors/error-code';
import { planMeasured, answeredCount, type MeasuredPlan } from '@kilter/core/monitoring/measured';
import { askedCounters, measuredWindows } from '@kilter/core/monitoring/measured-windows';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { segmentCoding } from '@kilter/core/segments/segment-coding';
import type { SegmentCounts } from '@kilter/core/segments/segment-summary';
import { countAnswers } from '@kilter/core/segments/sampled-counts';
import { counterFigures, type MinuteCounters } from '@kilter/core/sketches/minute-counters';
import { segmentName, tagName } from '@kilter/core/sketches/rollup-counters';
import type { SampledRow } from '@kilter/db/queries/sample';
import type { ServedModel } from '../models/registry.ts';
import {
  sumCounters,
  sumSegments,
  windowOf,
  type Needs,
  type RowsRequest,
} from '../monitoring/read-counters.ts';
import { sampleRows } from '../monitoring/sample-rows.ts';

/** More different tags than this are not told apart from each other: the most frequent are. */
const MOST_TAGS = 200;

export interface SegmentRequest extends RowsRequest {
  /** A feature's name, or "tag". */
  by: string;
}

/** What was counted of the values of a feature, or of the tags. */
export interface CountedSegments {
  model: ServedModel;
  plan: MeasuredPlan;
  segments: SegmentCounts[];
  /** Predictions of the window, all together. */
  total: number;
  /** How many rows were looked at; null: none, all is from stored counters. */
  rowsLookedAt: number | null;
  /** How many rows of the window one counted row of it stands for, at least 1. */
  standsFor: number;
}

/**
 * The core counters of each segment that has predictions in the window or in the cohort that answers for its labels. From
 * stored counters for tags and for the manifest's segments, unless the filter itself is by segment or tag; else from a
 * bounded sample. Throws BAD_USER_INPUT for what is no feature.
 */
export async function readSegmentCounts(needs: Needs, request: SegmentRequest): Promise<CountedSegments> {
  const { by } = request;
  const filter = request.filter ?? {};
  const model = needs.registry.find(request.model);
  const parts = partsOf(model, by);
  const nowMs = needs.now();
  const window = windowOf(request.window, nowMs);
  const plan = planMeasured(window, labelWindowOf(model.manifest), 'PREDICTION', nowMs);
  const isCounted = parts.prefix !== null && !filter.segment && filter.tag == null;
  const read = isCounted && parts.prefix !== null ? readCounted(parts.prefix) : readSampled();
  const [all, { cohort, rest, scales, rowsLookedAt }] = await Promise.all([
    sumCounters(needs, model, window, filter),
    read,
  ]);
  const { predictions, errors } = counterFigures(all, model.manifest.classes.length);
  const { isCohortAsked } = measuredWindows(plan);
  const empty = new Float64Array(model.champion.layout.coreWidth);
  const values = [...new Set([...parts.labels, ...cohort.keys(), ...rest.keys()])];
  const segments = values.flatMap((value): SegmentCounts[] => {
    const labels = cohort.get(value) ?? empty;
    const asked = askedCounters(
      { isCohortAsked },
      times(labels, scales[0]),
      times(rest.get(value) ?? empty, scales[1]),
    );
    const mature = isCohortAsked ? scales[0] * answeredCount(labels, model.manifest.classes.length) : 0;
    return hasRows(asked) || hasRows(labels) ? [{ value, asked, cohort: labels, mature }] : [];
  });
  return {
    model,
    plan,
    segments: parts.labels.length > 0 ? segments : mostFrequent(segments),
    total: rowsLookedAt === null ? predictions : predictions - errors,
    rowsLookedAt,
    standsFor: isCohortAsked ? Math.max(...scales) : scales[1],
  };

  async function readCounted(prefix: string): Promise<ReadSegments> {
    const found = await sumSegments(needs, model, measuredWindows(plan).windows, [prefix], filter);
    const [cohort, rest] = found.map(
      (sums) => new Map([...sums].map(([name, counters]) => [name.slice(prefix.length), counters])),
    );
    return { cohort, rest, scales: [1, 1], rowsLookedAt: null };
  }

  async function readSampled(): Promise<ReadSegments> {
    const { classes } = model.manifest;
    const [cohort, rest] = await Promise.all(
      measuredWindows(plan).windows.map(async (part) => {
        const rows = await sampleRows(needs, model, part, filter);
        const stored = counterFigures(await sumCounters(needs, model, part, filter), classes.length);
        const scale = rows.length > 0 ? (stored.predictions - stored.errors) / rows.length : 1;
        return { rows: rows.length, scale, counters: countAnswers(rows, parts.valuesOf, classes.length) };
      }),
    );
    return {
      cohort: cohort.counters,
      rest: rest.counters,
      scales: [cohort.scale, rest.scale],
      rowsLookedAt: cohort.rows + rest.rows,
    };
  }
}

interface ReadSegments {
  cohort: ReadonlyMap<string, MinuteCounters>;
  rest: ReadonlyMap<string, MinuteCounters>;
  /** How many rows one counted row of either stands for. */
  scales: readonly [number, number];
  rowsLookedAt: number | null;
}

/** How rows are told apart. */
interface Parts {
  /** Of the names of stored counters; null where none are kept. */
  prefix: string | null;
  /** In the order in which they are shown; empty: the most frequent first. */
  labels: readonly string[];
  valuesOf(row: SampledRow): string[];
}

function partsOf({ manifest, champion, reference }: ServedModel, by: string): Parts {
  const column = manifest.features.findIndex(({ name }) => name === by);
  if (column < 0) {
    if (by === 'tag') return { prefix: tagName(''), labels: [], valuesOf: ({ tags }) => tags };
    const known = manifest.features.map(({ name }) => name).join(', ');
    return fail('BAD_USER_INPUT', `"${by}" is not a feature: tag, ${known}`, 'by');
  }
  const counted = champion.layout.segments.find(({ feature }) => feature === by);
  const { labels, codeOf } = counted ?? segmentCoding(manifest.features[column], reference?.features[by]);
  return {
    prefix: counted ? segmentName(by, '') : null,
    labels,
    valuesOf: ({ features }) => [labels[codeOf(features[column])]],
  };
}

function times(counters: MinuteCounters, scale: number): MinuteCounters {
  return scale === 1 ? counters : counters.map((count) => scale * count);
}

const hasRows = (counters: MinuteCounters) => counterFigures(counters, 0).predictions > 0;

function mostFrequent(segments: readonly SegmentCounts[]): SegmentCounts[] {
  const rowsOf = ({ asked }: SegmentCounts) => counterFigures(asked, 0).predictions;
  return [...segments].sort((a, b) => rowsOf(b) - rowsOf(a)).slice(0, MOST_TAGS);
}
