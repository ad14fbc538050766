import type { Flags } from '../features/feature-codec.ts';
import type { Feature, Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import type { FeatureCounts } from '../quality/feature-counts.ts';
import type { ValueCounts } from '../drift/value-counts.ts';
import { segmentCoding, type SegmentCoding } from '../segments/segment-coding.ts';
import { cellsOf, compileFeatureCounter, type FeatureCells, type FeatureCounter } from './feature-cells.ts';
import { countLabel, emptyCounters, type LabelAxis, type LabelledAnswer } from './label-counters.ts';
import {
  applyIncrements,
  createIncrements,
  listIncrements,
  type CountedPrediction,
} from './minute-counters.ts';

/** Everything that is counted of some rows. Adding two is adding each part by element. */
export interface RollupCounters {
  /** minute-counters.ts, then label-counters.ts. */
  core: Float64Array;
  /** feature-cells.ts, one feature after the other in the manifest's order. */
  features: Float64Array;
  /** The core counters of the rows of each segment and tag, by `segmentName` and `tagName`. */
  segments: Map<string, Float64Array>;
}

/** A prediction as it is counted. */
export interface CountedRow extends CountedPrediction {
  readonly features: readonly number[];
  readonly flags: Flags;
  readonly tags: readonly string[];
}

/** How the rows of one model version are counted. */
export interface CounterLayout {
  /** Layouts of one key count features alike: their counters can be added. */
  readonly key: string;
  readonly classes: number;
  readonly coreWidth: number;
  readonly featureWidth: number;
  /** By the manifest's `segments`. */
  readonly segments: readonly SegmentCoding[];
  empty(): RollupCounters;
  count(counters: RollupCounters, row: CountedRow): void;
  /** The segments and tags that a row belongs to. */
  segmentNames(row: Pick<CountedRow, 'features' | 'tags'>): string[];
  /** One sample a feature in the manifest's order, from its counters. */
  values(features: Float64Array): ValueCounts[];
  /** One a feature in the manifest's order. */
  quality(features: Float64Array): FeatureCounts[];
}

export const segmentName = (feature: string, label: string) => `${feature}=${label}`;
export const tagName = (tag: string) => `tag:${tag}`;

/** What a version keeps of its reference when it is first seen, so that all its rows are counted in one way. */
export interface StoredLayout {
  /** By feature name. */
  cells: Record<string, FeatureCells>;
  /** Of the segments' features, by name: their values name the intervals of numeric segments. */
  segments: Reference['features'];
}

export function layoutToStore(manifest: Manifest, reference: Reference | null): StoredLayout {
  const known = reference?.features ?? {};
  return {
    cells: Object.fromEntries(
      manifest.features.map((feature) => [feature.name, cellsOf(feature, known[feature.name])]),
    ),
    segments: Object.fromEntries(
      manifest.segments.flatMap((name) => (name in known ? [[name, known[name]]] : [])),
    ),
  };
}

export function compileCounterLayout(manifest: Manifest, stored: StoredLayout): CounterLayout {
  const { features, classes } = manifest;
  const counters = features.map((feature) =>
    compileFeatureCounter(stored.cells[feature.name] ?? { kind: 'NONE' }, feature),
  );
  const starts = startsOf(counters);
  const segments = manifest.segments.map((name) => {
    const index = features.findIndex((feature) => feature.name === name);
    const coding = segmentCoding(features[index], stored.segments[name]);
    return { index, coding, names: coding.labels.map((label) => segmentName(name, label)) };
  });
  const featureWidth = counters.reduce((sum, { width }) => sum + width, 0);
  const coreWidth = emptyCounters(classes.length).length;
  const names = features.map(({ name }) => name);
  const increments = createIncrements();
  const segmentNames: CounterLayout['segmentNames'] = (row) => {
    const found = segments.map(
      (segment) => segment.names[segment.coding.codeOf(row.features[segment.index])],
    );
    for (let i = 0; i < row.tags.length; i++) found.push(tagName(row.tags[i]));
    return found;
  };
  return {
    key: JSON.stringify(
      features.map((feature) => [feature.name, stored.cells[feature.name], meaningOf(feature)]),
    ),
    classes: classes.length,
    coreWidth,
    featureWidth,
    segments: segments.map(({ coding }) => coding),
    empty: () => ({
      core: new Float64Array(coreWidth),
      features: new Float64Array(featureWidth),
      segments: new Map(),
    }),
    count: (into, row) => {
      listIncrements(increments, row, classes.length);
      applyIncrements(into.core, increments);
      const { flags } = row;
      for (let i = 0; i < counters.length; i++) {
        const flag = flags === null ? undefined : flags[names[i]];
        counters[i].count(into.features, starts[i], row.features[i], flag);
      }
      const parts = segmentNames(row);
      for (let i = 0; i < parts.length; i++) applyIncrements(segmentCounters(into, parts[i]), increments);
    },
    segmentNames,
    values: (all) => counters.map((counter, i) => counter.values(all, starts[i])),
    quality: (all) => counters.map((counter, i) => counter.quality(all, starts[i])),
  };
}

/** What the codes of a category stand for. */
const meaningOf = (feature: Feature) => (feature.kind === 'CATEGORICAL' ? feature.categories : null);

/** The counters of a segment or tag, made when they are not there. */
export function segmentCounters({ core, segments }: RollupCounters, name: string): Float64Array {
  let counters = segments.get(name);
  if (!counters) segments.set(name, (counters = new Float64Array(core.length)));
  return counters;
}

/** Adds a label to one axis of the core counters and of those of the row's segments; `sign` -1 takes it out again. */
export function countLabelled(
  counters: RollupCounters,
  classes: number,
  axis: LabelAxis,
  { segmentNames, ...answer }: LabelledAnswer & { segmentNames: readonly string[] },
  sign: 1 | -1 = 1,
): void {
  countLabel(counters.core, classes, axis, answer, sign);
  for (const name of segmentNames) {
    countLabel(segmentCounters(counters, name), classes, axis, answer, sign);
  }
}

/** Counters to which labels are added, and nothing else. */
export function emptyLabelCounters(classes: number): RollupCounters {
  return { core: emptyCounters(classes), features: new Float64Array(), segments: new Map() };
}

function startsOf(counters: readonly FeatureCounter[]): number[] {
  let next = 0;
  return counters.map(({ width }) => {
    const start = next;
    next += width;
    return start;
  });
}
