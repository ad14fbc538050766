import { HEARTBEAT_MS } from '@kilter/core/health/series-bucket';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { availability, type Availability } from '@kilter/core/objectives/availability';
import { assessObjectives, type Objective } from '@kilter/core/objectives/objectives';
import { withoutSpans } from '@kilter/core/objectives/without-spans';
import { emptyCounters } from '@kilter/core/sketches/label-counters';
import { addCounters, counterFigures, type CounterFigures } from '@kilter/core/sketches/minute-counters';
import { countOpenErrors } from '@kilter/db/queries/alert';
import { firstHeartbeatMs, heartbeatRuns, requestsIn } from '@kilter/db/queries/health-sample';
import { listMaintenances } from '@kilter/db/queries/maintenance';
import type { Context } from '../context.ts';
import type { ServedModel } from '../models/registry.ts';
import { readMeasured } from '../monitoring/measured.ts';
import { sumWindows, windowOf, type RowFilter, type RowsRequest } from '../monitoring/read-counters.ts';

type Needs = Pick<Context, 'registry' | 'sql' | 'entities' | 'now'>;

/**
 * A window measured by what the model's manifest promises. Maintenance is left out, but for accuracy: that rests on the
 * predictions whose label window is closed, which are older. The filter chooses among the model's predictions:
 * availability, failed requests and alerts are not of them.
 */
export async function readObjectives(needs: Needs, request: RowsRequest): Promise<Objective[]> {
  const { registry, sql, entities } = needs;
  const model = registry.find(request.model);
  const filter = request.filter ?? {};
  const nowMs = needs.now();
  const window = windowOf(request.window, nowMs);
  const maintenances = (await listMaintenances(entities, window)).map(({ startsAt, endsAt }) => ({
    fromMs: startsAt.getTime(),
    toMs: endsAt.getTime(),
  }));
  const pieces = withoutSpans(window, maintenances);
  const atMs = Math.min(window.toMs, nowMs);
  const [alive, requests, figures, measured, openErrorAlerts] = await Promise.all([
    readAvailability(needs, window, maintenances, nowMs),
    requestsIn(sql, pieces),
    readFigures(needs, model, pieces, filter),
    readMeasured(needs, model, window, 'PREDICTION', filter),
    countOpenErrors(entities, model.champion.modelId, new Date(atMs)),
  ]);
  const { averageLatencyMs, averageConfidence, errorRate } = figures;
  return assessObjectives(model.manifest, {
    availability: alive,
    ...requests,
    averageLatencyMs,
    averageConfidence,
    errorRate,
    accuracy: measured?.accuracy ?? null,
    openErrorAlerts,
  });
}

async function readAvailability(
  { sql }: Needs,
  window: TimeWindow,
  maintenances: readonly TimeWindow[],
  nowMs: number,
): Promise<Availability> {
  const [present, firstMs] = await Promise.all([
    heartbeatRuns(sql, { ...window, slotMs: HEARTBEAT_MS }),
    firstHeartbeatMs(sql),
  ]);
  return availability({ window, present, firstHeartbeatMs: firstMs, maintenances, nowMs });
}

async function readFigures(
  needs: Needs,
  model: ServedModel,
  pieces: readonly TimeWindow[],
  filter: RowFilter,
): Promise<CounterFigures> {
  const classes = model.manifest.classes.length;
  const sum = emptyCounters(classes);
  for (const counters of await sumWindows(needs, model, pieces, filter)) addCounters(sum, counters);
  return counterFigures(sum, classes);
}
