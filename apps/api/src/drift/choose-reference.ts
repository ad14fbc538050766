import { fail, KilterError } from '@kilter/core/errors/error-code';
import { TRAINING_NAME } from '@kilter/core/drift/reference-name';
import { resolveWindow, type TimeWindow, type WindowRequest } from '@kilter/core/monitoring/window';
import { DAY_MS } from '@kilter/core/time/units';
import { defaultReference, findReference, type ReferenceRow } from '@kilter/db/queries/reference';
import type { Context } from '../context.ts';
import type { ServedModel } from '../models/registry.ts';

/** What a window is to be compared with, as it is asked for; one of them. */
export interface AgainstRequest {
  training?: boolean | null;
  window?: WindowRequest | null;
  reference?: { name: string; version?: number | null } | null;
}

export const comparisonKinds = ['TRAINING', 'WINDOW', 'ACCEPTED', 'SAME_HOURS', 'WEEKS_BEFORE'] as const;
export type ComparisonKind = (typeof comparisonKinds)[number];

/** A reference by its kind; `window` null: the training data. */
export interface ChosenReference {
  kind: ComparisonKind;
  /** Of a named reference. */
  name: string | null;
  version: number | null;
  window: TimeWindow | null;
  /** It was asked for: nothing stands in for it. */
  isAsked: boolean;
}

export type ReferenceNeeds = Pick<Context, 'entities' | 'now'>;

/** The reference that is asked for, else the model's default. Throws NOT_FOUND, BAD_USER_INPUT. */
export async function chooseReference(
  { entities, now }: ReferenceNeeds,
  { champion: { modelId } }: ServedModel,
  against: AgainstRequest | null | undefined,
): Promise<ChosenReference> {
  if (against?.window) return { ...ofWindow(againstWindow(against.window, now())), isAsked: true };
  if (against?.reference) {
    const { name, version = null } = against.reference;
    if (name.trim().toLowerCase() === TRAINING_NAME) return { ...TRAINING, isAsked: true };
    const found = await findReference(entities, { modelId, name: name.trim(), version });
    if (found) return { ...ofRow(found), isAsked: true };
    const which = version === null ? '' : ` of version ${version}`;
    return fail('NOT_FOUND', `There is no reference "${name}"${which}.`, 'against.reference.name');
  }
  if (against?.training === false) {
    fail('BAD_USER_INPUT', 'training is true, or left out', 'against.training');
  }
  if (against?.training) return { ...TRAINING, isAsked: true };
  const found = await defaultReference(entities, modelId);
  return found ? ofRow(found) : TRAINING;
}

const TRAINING: ChosenReference = {
  kind: 'TRAINING',
  name: TRAINING_NAME,
  version: null,
  window: null,
  isAsked: false,
};

function ofWindow(window: TimeWindow): ChosenReference {
  return { kind: 'WINDOW', name: null, version: null, window, isAsked: false };
}

function ofRow({ kind, name, version, startsAt, endsAt }: ReferenceRow): ChosenReference {
  return { kind, name, version, window: windowOfRow({ startsAt, endsAt }), isAsked: false };
}

export function windowOfRow({ startsAt, endsAt }: Pick<ReferenceRow, 'startsAt' | 'endsAt'>): TimeWindow {
  return { fromMs: startsAt.getTime(), toMs: endsAt.getTime() };
}

function againstWindow(request: WindowRequest, nowMs: number): TimeWindow {
  const result = resolveWindow(request, nowMs);
  if (result.ok) return result.window;
  throw new KilterError({ ...result.failure, field: `against.${result.failure.field ?? 'window'}` });
}

const WEEKS_BEFORE_DAYS = 28;

/** The four weeks before a window: where no other rows are known that it could be compared with. */
export function weeksBefore({ fromMs }: TimeWindow): ChosenReference {
  const window = { fromMs: fromMs - WEEKS_BEFORE_DAYS * DAY_MS, toMs: fromMs };
  return { ...ofWindow(window), kind: 'WEEKS_BEFORE' };
}
