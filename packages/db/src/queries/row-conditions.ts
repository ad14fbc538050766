import type { SegmentBounds } from '@kilter/core/segments/segment-coding';
import type { Sql } from '../client.ts';
import type { PredictionSource } from './prediction.ts';

/** Which predictions are asked for; what is left out or null chooses all. */
export interface RowConditions {
  modelVersionIds: readonly number[];
  sources?: readonly PredictionSource[] | null;
  tag?: string | null;
  /** What their features must be, by version; rows of versions that are not named have none of it. */
  segment?: readonly VersionSegment[] | null;
}

/** A segment in the rows of some versions. */
export interface VersionSegment {
  modelVersionIds: readonly number[];
  /** Of the feature, from 0. */
  column: number;
  /** Null: what is missing. */
  bounds: SegmentBounds | null;
}

/** The condition on `prediction`, by the names of its columns. */
export function meets(sql: Sql, { modelVersionIds, sources, tag, segment }: RowConditions) {
  return sql`model_version_id = ANY (${[...modelVersionIds]}::int[])
    ${sources == null ? sql`` : sql`AND source = ANY (${[...sources]}::text[])`}
    ${tag == null ? sql`` : sql`AND ${tag} = ANY (tags)`}
    ${segment == null ? sql`` : sql`AND (${isInSegment(sql, segment)})`}`;
}

function isInSegment(sql: Sql, segment: readonly VersionSegment[]) {
  return segment.reduce(
    (others, { modelVersionIds, column, bounds }) =>
      sql`${others} OR (model_version_id = ANY (${[...modelVersionIds]}::int[]) AND ${isBetween(sql, column, bounds)})`,
    sql`false`,
  );
}

/** NaN is greater than every number in SQL. */
function isBetween(sql: Sql, column: number, bounds: SegmentBounds | null) {
  const value = sql`coalesce(features[${column + 1}::int], 'NaN')`;
  if (bounds === null) return sql`${value} = 'NaN'`;
  const { from, to, hasFrom, hasTo } = bounds;
  return sql`${value} <> 'NaN' AND ${value} ${hasFrom ? sql`>=` : sql`>`} ${from}::float8
    AND ${value} ${hasTo ? sql`<=` : sql`<`} ${to}::float8`;
}
