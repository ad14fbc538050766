import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import {
  worseSeverity,
  type AlertEventKind,
  type AlertRule,
  type AlertSeverity,
  type AlertStatus,
} from '@kilter/core/alerts/alert';
import type { EntityDatabase } from '../client.ts';
import { alert } from '../schema/alert.ts';
import { alertEvent } from '../schema/alert-event.ts';
import { alertRule } from '../schema/alert-rule.ts';

export type AlertRow = typeof alert.$inferSelect;
export type AlertRuleRow = typeof alertRule.$inferSelect;
export type AlertEventRow = typeof alertEvent.$inferSelect;

export interface AlertWithRule {
  alert: AlertRow;
  rule: AlertRuleRow;
}

/** What an alert is at a time; each of its events keeps the same. */
export interface AlertFigures {
  severity: AlertSeverity;
  message: string;
  value: number | null;
  threshold: number | null;
  samples: number | null;
}

/** An event that is to be written. */
export interface AlertStep {
  /** UUIDv7. */
  id: string;
  kind: AlertEventKind;
  status: AlertStatus;
}

/**
 * Makes the built-in rules of a model what the manifest says. A new one is switched on; whether a known one is, is its
 * users' affair. One that says the same is left as it was, and one that is no longer made stays.
 */
export async function renewBuiltInRules(
  db: EntityDatabase,
  modelId: number,
  rules: readonly AlertRule[],
): Promise<void> {
  const known = await db
    .select()
    .from(alertRule)
    .where(and(eq(alertRule.modelId, modelId), alertRule.builtIn));
  for (const rule of rules) {
    const row = known.find(({ type }) => type === rule.type);
    if (row && JSON.stringify({ ...row, ...rule }) === JSON.stringify(row)) continue;
    await db
      .insert(alertRule)
      .values({ ...rule, modelId, builtIn: true })
      .onConflictDoUpdate({
        target: [alertRule.modelId, alertRule.type],
        targetWhere: sql`built_in`,
        set: { ...rule, updatedAt: sql`now()` },
      });
  }
}

/** The rules of a model that are switched on. */
export async function enabledRules(db: EntityDatabase, modelId: number): Promise<AlertRuleRow[]> {
  return db
    .select()
    .from(alertRule)
    .where(and(eq(alertRule.modelId, modelId), alertRule.enabled))
    .orderBy(asc(alertRule.type), asc(alertRule.id));
}

/** The alerts of a model that are not resolved. */
export async function openAlerts(db: EntityDatabase, modelId: number): Promise<AlertRow[]> {
  return db
    .select()
    .from(alert)
    .where(and(eq(alert.modelId, modelId), ne(alert.status, 'RESOLVED')));
}

/** Opens an alert. False: one of its rule and subject is open already, and nothing was written. */
export async function openAlert(
  db: EntityDatabase,
  row: typeof alert.$inferInsert & AlertFigures,
  steps: readonly AlertStep[],
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const opened = await tx.insert(alert).values(row).onConflictDoNothing().returning({ id: alert.id });
    if (opened.length === 0) return false;
    await tell(tx, { alertId: row.id, modelId: row.modelId, at: row.updatedAt }, row, steps);
    return true;
  });
}

/** Changes an alert that is as it was when it was read. False: somebody else has changed it, and nothing was written. */
export async function changeAlert(
  db: EntityDatabase,
  seen: Pick<AlertRow, 'id' | 'modelId' | 'version'>,
  changes: Partial<AlertRow> & AlertFigures & Pick<AlertRow, 'updatedAt'>,
  steps: readonly AlertStep[],
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const changed = await tx
      .update(alert)
      .set({ ...changes, version: seen.version + 1 })
      .where(and(eq(alert.id, seen.id), eq(alert.version, seen.version)))
      .returning({ id: alert.id });
    if (changed.length === 0) return false;
    await tell(tx, { alertId: seen.id, modelId: seen.modelId, at: changes.updatedAt }, changes, steps);
    return true;
  });
}

/** Notes that an open alert was looked at and is as it was. False: somebody else has changed it. */
export async function lookAtAlert(
  db: EntityDatabase,
  seen: Pick<AlertRow, 'id' | 'version'>,
  at: Date,
): Promise<boolean> {
  const looked = await db
    .update(alert)
    .set({ updatedAt: at, version: seen.version + 1 })
    .where(and(eq(alert.id, seen.id), eq(alert.version, seen.version)))
    .returning({ id: alert.id });
  return looked.length > 0;
}

/**
 * Writes events, each with an entry of its own in the feed. To be done last: the feed's lock is held until the commit.
 * The entry names every version of the model, so that a watcher who knew only the older ones hears of it.
 */
async function tell(
  tx: Pick<EntityDatabase, 'insert'>,
  { alertId, modelId, at }: { alertId: string; modelId: number; at: Date },
  { severity, message, value, threshold, samples }: AlertFigures,
  steps: readonly AlertStep[],
): Promise<void> {
  if (steps.length === 0) return;
  const versions = sql`(SELECT array_agg(id ORDER BY id) FROM model_version WHERE model_id = ${modelId})`;
  const figures = { severity, message, value, threshold, samples };
  await tx.insert(alertEvent).values(
    steps.map((step) => ({
      ...step,
      ...figures,
      alertId,
      at,
      seq: sql`announce('ALERTS', ${versions}, ARRAY[${step.id}]::uuid[])`,
    })),
  );
}

export interface AlertsQuery {
  modelId: number;
  /** Open at some time in it. */
  window: { fromMs: number; toMs: number };
  /** Null: all that were raised. Alerts that never were are found by PENDING alone. */
  status: AlertStatus | null;
  severity: AlertSeverity | null;
  type: string | null;
}

export interface AlertsPage {
  /** Bounds by id, not included; null: none. */
  olderThan: string | null;
  newerThan: string | null;
  oldestFirst: boolean;
  limit: number;
}

/** Newest first, unless asked otherwise. */
export async function listAlerts(
  db: EntityDatabase,
  query: AlertsQuery,
  { olderThan, newerThan, oldestFirst, limit }: AlertsPage,
): Promise<AlertWithRule[]> {
  return db
    .select({ alert, rule: alertRule })
    .from(alert)
    .innerJoin(alertRule, eq(alertRule.id, alert.ruleId))
    .where(
      and(
        isAskedFor(query),
        olderThan === null ? undefined : lt(alert.id, olderThan),
        newerThan === null ? undefined : gt(alert.id, newerThan),
      ),
    )
    .orderBy(oldestFirst ? asc(alert.id) : desc(alert.id))
    .limit(limit);
}

export async function countAlerts(db: EntityDatabase, query: AlertsQuery): Promise<number> {
  return db.$count(alert, isAskedFor(query));
}

function isAskedFor({ modelId, window, status, severity, type }: AlertsQuery) {
  return and(
    eq(alert.modelId, modelId),
    lt(alert.openedAt, new Date(window.toMs)),
    or(isNull(alert.resolvedAt), gte(alert.resolvedAt, new Date(window.fromMs))),
    status === null ? undefined : eq(alert.status, status),
    status === 'PENDING' ? undefined : isNotNull(alert.firedAt),
    severity === null ? undefined : eq(alert.severity, severity),
    type === null ? undefined : eq(alert.type, type),
  );
}

/** The worst severity of the alerts that are raised now; null without any. */
export async function worstOpenSeverity(db: EntityDatabase, modelId: number): Promise<AlertSeverity | null> {
  const open = await db
    .selectDistinct({ severity: alert.severity })
    .from(alert)
    .where(and(eq(alert.modelId, modelId), inArray(alert.status, ['FIRING', 'RECOVERING'])));
  return open.reduce<AlertSeverity | null>(
    (worst, { severity }) => (worst === null ? severity : worseSeverity(worst, severity)),
    null,
  );
}

/** How many alerts that are, or have become, an ERROR were raised at a time. */
export async function countOpenErrors(db: EntityDatabase, modelId: number, at: Date): Promise<number> {
  return db.$count(
    alert,
    and(
      eq(alert.modelId, modelId),
      eq(alert.severity, 'ERROR'),
      lte(alert.firedAt, at),
      or(isNull(alert.resolvedAt), gt(alert.resolvedAt, at)),
    ),
  );
}

/** The events of an alert, oldest first. */
export async function eventsOfAlert(db: EntityDatabase, alertId: string): Promise<AlertEventRow[]> {
  return db.select().from(alertEvent).where(eq(alertEvent.alertId, alertId)).orderBy(asc(alertEvent.seq));
}

export interface ToldEvent extends AlertWithRule {
  event: AlertEventRow;
}

/** Events by id, in their order, with their alert as it is now; those that are gone are left out. */
export async function getAlertEvents(db: EntityDatabase, ids: readonly string[]): Promise<ToldEvent[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ event: alertEvent, alert, rule: alertRule })
    .from(alertEvent)
    .innerJoin(alert, eq(alert.id, alertEvent.alertId))
    .innerJoin(alertRule, eq(alertRule.id, alert.ruleId))
    .where(inArray(alertEvent.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.event.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
