import {
  ACCEPTED_NAME,
  referenceNameProblem,
  statementProblem,
  TRAINING_NAME,
} from '@kilter/core/drift/reference-name';
import { ENOUGH_ROWS } from '@kilter/core/drift/feature-drift';
import { fail, KilterError, type Failure } from '@kilter/core/errors/error-code';
import type { TimeWindow, WindowRequest } from '@kilter/core/monitoring/window';
import { MINUTE_MS } from '@kilter/core/time/units';
import {
  changeDefaultReference,
  findReference,
  insertReference,
  isAlertOf,
  listReferences,
  type NewReference,
  type ReferenceRow,
} from '@kilter/db/queries/reference';
import type { ReferenceKind } from '@kilter/db/schema/reference';
import type { ServedModel } from '../models/registry.ts';
import { windowOf } from '../monitoring/read-counters.ts';
import { windowOfRow } from './choose-reference.ts';
import { countWindows, currentScope, pastScope } from './count-windows.ts';
import type { DriftNeeds } from './read-drift.ts';

/** Something that windows can be compared with, by name. */
export interface NamedReference {
  model: ServedModel;
  kind: ReferenceKind;
  name: string;
  /** Null for the training data. */
  row: ReferenceRow | null;
  window: TimeWindow | null;
  isDefault: boolean;
}

/** The training data first, then by name and version. */
export async function readReferences(
  { registry, entities }: DriftNeeds,
  name: string | null | undefined,
): Promise<NamedReference[]> {
  const model = registry.find(name);
  const rows = await listReferences(entities, model.champion.modelId);
  const training = trainingReference(model, !rows.some(({ isDefault }) => isDefault));
  return [training, ...rows.map((row) => namedReference(model, row))];
}

const trainingReference = (model: ServedModel, isDefault: boolean): NamedReference => ({
  model,
  kind: 'TRAINING',
  name: TRAINING_NAME,
  row: null,
  window: null,
  isDefault,
});

function namedReference(model: ServedModel, row: ReferenceRow): NamedReference {
  const { kind, name, isDefault } = row;
  return { model, kind, name, row, window: windowOfRow(row), isDefault };
}

/** Rows that a reference holds: of the training data, or of its window now. */
export async function referenceRows(needs: DriftNeeds, { model, window }: NamedReference): Promise<number> {
  if (window === null) return model.reference?.rows ?? 0;
  return countRows(needs, model, window);
}

async function countRows(needs: DriftNeeds, model: ServedModel, window: TimeWindow): Promise<number> {
  const [counts] = await countWindows(needs, pastScope(currentScope(needs, model, {})), [window]);
  return counts.rows;
}

export interface AddedReference {
  model?: string | null;
  name: string;
  window: WindowRequest;
  author?: string | null;
  reason?: string | null;
}

/** Names a past window; the next version where the name is taken. Throws INSUFFICIENT_DATA under 300 rows. */
export async function addReference(needs: DriftNeeds, added: AddedReference): Promise<NamedReference> {
  throwIf(referenceNameProblem(added.name));
  return insert(needs, added, { name: added.name.trim(), kind: 'WINDOW', isDefault: false, alertId: null });
}

export interface AcceptedDrift {
  model?: string | null;
  window: WindowRequest;
  alertId?: string | null;
  reason: string;
  author: string;
}

/** Makes a window the new normal: from now on it is what drift is measured against. */
export async function acceptDrift(needs: DriftNeeds, accepted: AcceptedDrift): Promise<NamedReference> {
  const { modelId } = needs.registry.find(accepted.model).champion;
  const alertId = accepted.alertId ?? null;
  const isKnown =
    alertId === null || (UUID.test(alertId) && (await isAlertOf(needs.entities, alertId, modelId)));
  if (!isKnown) fail('NOT_FOUND', `The model has no alert ${alertId}.`, 'alertId');
  return insert(needs, accepted, { name: ACCEPTED_NAME, kind: 'ACCEPTED', isDefault: true, alertId });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function insert(
  needs: DriftNeeds,
  wanted: Omit<AddedReference, 'name'>,
  fixed: Pick<NewReference, 'name' | 'kind' | 'isDefault' | 'alertId'>,
): Promise<NamedReference> {
  const { author = null, reason = null } = wanted;
  if (author !== null) throwIf(statementProblem('author', author));
  if (reason !== null) throwIf(statementProblem('reason', reason));
  const model = needs.registry.find(wanted.model);
  const window = pastWindow(wanted.window, needs.now());
  const rows = await countRows(needs, model, window);
  if (rows < ENOUGH_ROWS) {
    fail('INSUFFICIENT_DATA', `The window has ${rows} rows; a reference needs ${ENOUGH_ROWS}.`, 'window');
  }
  const row = await insertReference(needs.entities, {
    ...fixed,
    modelId: model.champion.modelId,
    startsAt: new Date(window.fromMs),
    endsAt: new Date(window.toMs),
    author: author?.trim() ?? null,
    reason: reason?.trim() ?? null,
  });
  return namedReference(model, row);
}

/** Without the minute that is running. A reference stays what it is: nothing of it may lie ahead. */
function pastWindow(request: WindowRequest, nowMs: number): TimeWindow {
  const { fromMs, toMs } = windowOf(request, nowMs);
  const minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  if (toMs > minuteMs + MINUTE_MS) fail('BAD_USER_INPUT', 'window.range.to lies ahead', 'window.range.to');
  const window = { fromMs, toMs: Math.min(toMs, minuteMs) };
  if (window.toMs <= fromMs) fail('BAD_USER_INPUT', 'window has no whole minute of the past', 'window');
  return window;
}

/** Makes a reference the default by its name; the newest version unless one is named. Throws NOT_FOUND. */
export async function setDefaultReference(
  needs: DriftNeeds,
  { model: wanted, name, version }: { model?: string | null; name: string; version?: number | null },
): Promise<NamedReference> {
  const model = needs.registry.find(wanted);
  const { modelId } = model.champion;
  if (name.trim().toLowerCase() === TRAINING_NAME) {
    await changeDefaultReference(needs.entities, modelId, null);
    return trainingReference(model, true);
  }
  const found = await findReference(needs.entities, { modelId, name: name.trim(), version: version ?? null });
  if (!found) return fail('NOT_FOUND', `There is no such reference "${name}".`, 'name');
  await changeDefaultReference(needs.entities, modelId, found.id);
  return namedReference(model, { ...found, isDefault: true });
}

function throwIf(problem: Failure | null): void {
  if (problem) throw new KilterError(problem);
}
