import { fail, KilterError } from '@kilter/core/errors/error-code';
import { isUuid } from '@kilter/core/ids/uuid-v7';
import { earlyEnd, maintenanceProblem, type NewMaintenance } from '@kilter/core/objectives/maintenance';
import type { WindowRequest } from '@kilter/core/monitoring/window';
import { DAY_MS } from '@kilter/core/time/units';
import * as queries from '@kilter/db/queries/maintenance';
import type { Context } from '../context.ts';
import { windowOf } from '../monitoring/read-counters.ts';

type Needs = Pick<Context, 'entities' | 'now'>;

/** The end of times, as far as maintenance is planned. */
const FAR_OFF = Date.UTC(9_999, 0, 1);

/** Those that overlap a window; without one those of the last 30 days, and all to come. The latest first. */
export async function readMaintenances(
  { entities, now }: Needs,
  request: WindowRequest | null | undefined,
): Promise<queries.MaintenanceRow[]> {
  const nowMs = now();
  const wanted = request ? windowOf(request, nowMs) : { fromMs: nowMs - 30 * DAY_MS, toMs: FAR_OFF };
  return queries.listMaintenances(entities, wanted);
}

/** Announces a time in which Kilter may be away, or tells of it afterwards. */
export async function addMaintenance(
  { entities }: Needs,
  wanted: NewMaintenance,
): Promise<queries.MaintenanceRow> {
  const problem = maintenanceProblem(wanted);
  if (problem) throw new KilterError(problem);
  const { from: startsAt, to: endsAt, reason } = wanted;
  return queries.addMaintenance(entities, { startsAt, endsAt, reason: reason.trim() });
}

/** Ends a maintenance before its time. One that is over, or was ended before, stays as it is. */
export async function endMaintenance({ entities, now }: Needs, id: string): Promise<queries.MaintenanceRow> {
  if (!isUuid(id)) return fail('BAD_USER_INPUT', 'id is not an id', 'id');
  const found = await queries.getMaintenance(entities, id);
  if (!found) return fail('NOT_FOUND', 'There is no such maintenance.', 'id');
  return (await queries.endMaintenance(entities, id, earlyEnd(found, now()))) ?? found;
}
