import type { AlertRule, Observation } from '@kilter/core/alerts/alert';
import { alertMessage } from '@kilter/core/alerts/alert-message';
import {
  isLocal,
  nextAlertState,
  type AlertState,
  type AlertTransition,
} from '@kilter/core/alerts/next-alert-state';
import { thresholdFor } from '@kilter/core/alerts/standing';
import type { IdFactory } from '@kilter/core/ids/uuid-v7';
import type { EntityDatabase } from '@kilter/db/client';
import {
  changeAlert,
  enabledRules,
  lookAtAlert,
  openAlert,
  openAlerts,
  type AlertFigures,
  type AlertRow,
  type AlertRuleRow,
} from '@kilter/db/queries/alert';
import type { ServedModel } from '../models/registry.ts';
import type { Needs } from '../monitoring/read-counters.ts';
import { createObserveRule } from './observe-rule.ts';

/** Looks at the rules of a model that are due, once, as of now, and writes what has changed. */
export type EvaluateRules = (model: ServedModel, isDue?: (rule: AlertRule) => boolean) => Promise<void>;

export interface AlertNeeds extends Needs {
  entities: EntityDatabase;
  ids: IdFactory;
}

/** Three looks at a local metric, and some more: who still sees it bad has said so by then. */
const LOCAL_IS_FRESH_FOR_MS = 60_000;

/**
 * The verb behind built-in alerts. It may run in every process at once: an alert is written by whoever saw its newest
 * version, so that a step is taken, and told, by one of them.
 */
export function createEvaluateRules(needs: AlertNeeds): EvaluateRules {
  const { entities, ids } = needs;
  /** The version of each open alert that this process wrote. */
  const written = new Map<string, number>();

  /** What only each process knows: this one sees it good, while another one may have seen it bad a moment ago. */
  const isDisputed = (
    rule: AlertRule,
    alert: AlertRow | undefined,
    observation: Observation,
    nowMs: number,
  ) =>
    isLocal(rule.metric) &&
    observation.value <= rule.threshold &&
    alert !== undefined &&
    written.get(alert.id) !== alert.version &&
    nowMs - alert.updatedAt.getTime() < LOCAL_IS_FRESH_FOR_MS;

  const write = async (model: ServedModel, rule: AlertRuleRow, change: Change): Promise<void> => {
    const { alert, next, nowMs } = change;
    const at = new Date(nowMs);
    const id = alert?.id ?? ids.next(nowMs);
    const version = (alert?.version ?? 0) + 1;
    const steps = next.steps.map((step) => ({ ...step, id: ids.next(nowMs) }));
    const content = contentOf(model, rule, change);
    const isWritten =
      alert === undefined
        ? await openAlert(
            entities,
            { ...identityOf(model, rule), ...content, id, version, openedAt: at },
            steps,
          )
        : steps.length === 0
          ? await lookAtAlert(entities, alert, at)
          : await changeAlert(entities, alert, content, steps);
    if (!isWritten) return;
    if (next.status === 'RESOLVED') written.delete(id);
    else written.set(id, version);
  };

  return async (model, isDue = () => true) => {
    const nowMs = needs.now();
    const { modelId } = model.champion;
    const rules = (await enabledRules(entities, modelId)).filter(isDue);
    // Before the figures: whoever changes an alert after this has seen newer ones.
    const open = await openAlerts(entities, modelId);
    const observeRule = createObserveRule({ ...needs, now: () => nowMs }, model);
    for (const rule of rules) {
      const alert = open.find(({ ruleId, subject }) => ruleId === rule.id && subject === '');
      const seen = await observeRule(rule);
      const observation = seen && isDisputed(rule, alert, seen, nowMs) ? null : seen;
      const next = nextAlertState(alert ? stateOf(alert) : null, observation, rule, nowMs);
      if (next) await write(model, rule, { alert, observation, next, nowMs });
    }
  };
}

interface Change {
  alert: AlertRow | undefined;
  observation: Observation | null;
  next: AlertTransition;
  nowMs: number;
}

function stateOf({ status, severity, value, stateSince, updatedAt }: AlertRow): AlertState | null {
  if (status === 'RESOLVED') return null;
  return {
    status,
    severity,
    value: value ?? 0,
    sinceMs: stateSince.getTime(),
    updatedAtMs: updatedAt.getTime(),
  };
}

const identityOf = ({ champion }: ServedModel, { id, type, category }: AlertRuleRow) => ({
  ruleId: id,
  modelId: champion.modelId,
  type,
  category,
});

/** What an alert says from now on. */
function contentOf(model: ServedModel, rule: AlertRuleRow, { alert, observation, next, nowMs }: Change) {
  const { status, severity, sinceMs } = next;
  const at = new Date(nowMs);
  const subject = { model: model.name, positiveClass: model.manifest.positiveClass };
  const message = alertMessage(observation, rule, subject);
  return {
    ...figuresOf(rule, alert, observation),
    status,
    severity,
    message,
    firedAt: alert?.firedAt ?? (status === 'FIRING' ? at : null),
    resolvedAt: status === 'RESOLVED' ? at : null,
    stateSince: new Date(sinceMs),
    updatedAt: at,
  };
}

type Figures = Omit<AlertFigures, 'severity' | 'message'> & Pick<AlertRow, 'windowFrom' | 'windowTo'>;

/** Those of the observation; without one, those that were known last. */
function figuresOf(rule: AlertRule, alert: AlertRow | undefined, observation: Observation | null): Figures {
  if (observation === null) {
    const {
      value = null,
      threshold = null,
      samples = null,
      windowFrom = null,
      windowTo = null,
    } = alert ?? {};
    return { value, threshold, samples, windowFrom, windowTo };
  }
  const { value, samples, window } = observation;
  return {
    value,
    threshold: thresholdFor(value, rule),
    samples: isLocal(rule.metric) ? null : samples,
    windowFrom: new Date(window.fromMs),
    windowTo: new Date(window.toMs),
  };
}
