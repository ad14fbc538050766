import { healthBucketMs, processesAtOnce } from '@kilter/core/health/series-bucket';
import type { WindowRequest } from '@kilter/core/monitoring/window';
import {
  heartbeatSpan,
  readHealthSeries as readPoints,
  type HealthPoint,
} from '@kilter/db/queries/health-sample';
import type { Context } from '../context.ts';
import { windowOf } from '../monitoring/read-counters.ts';

/** The heartbeats of a window by bucket and process; `instance` null: of every process. */
export async function readHealthSeries(
  { sql, now }: Pick<Context, 'sql' | 'now'>,
  request: WindowRequest | null | undefined,
  instance: string | null | undefined,
): Promise<HealthPoint[]> {
  const window = windowOf(request, now());
  const query = { ...window, instance: instance ?? null };
  const bucketMs = healthBucketMs(window, processesAtOnce(await heartbeatSpan(sql, query)));
  return readPoints(sql, { ...query, bucketMs });
}
