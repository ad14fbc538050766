import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import type { AlertRule, Observation } from './alert.ts';
import { alertMessage } from './alert-message.ts';
import { observationOf, ruleOf } from './testing/rules.ts';

const churn = { model: 'churn', positiveClass: 'churn' };
const from = Date.UTC(2026, 4, 1);
const span = (ms: number) => ({ fromMs: from, toMs: from + ms });

const recall = ruleOf({
  metric: 'RECALL',
  comparison: 'BELOW',
  threshold: 0.415,
  recoveryThreshold: 0.44,
  errorThreshold: null,
});
const time = ruleOf({
  metric: 'RESPONSE_TIME_P95',
  threshold: 2_000,
  recoveryThreshold: 1_800,
  errorThreshold: null,
});
const rate = ruleOf({
  metric: 'POSITIVE_RATE',
  comparison: 'OUTSIDE',
  threshold: 0.177,
  lowerThreshold: 0.077,
  recoveryThreshold: 0.167,
  lowerRecoveryThreshold: 0.087,
});
const loaded = ruleOf({ metric: 'MODEL_NOT_LOADED', threshold: 0, recoveryThreshold: 0, minimumSamples: 1 });
const hour = span(HOUR_MS);

test.each<[Observation | null, AlertRule, string]>([
  [
    observationOf(0.31, { samples: 2_350, window: span(7 * DAY_MS) }),
    recall,
    'Recall 31.0 % is below 41.5 % (2,350 labelled predictions from 2026-05-01 to 2026-05-08)',
  ],
  [
    observationOf(0.43, { samples: 2_350, window: span(7 * DAY_MS) }),
    recall,
    'Recall 43.0 % is still below 44.0 % (2,350 labelled predictions from 2026-05-01 to 2026-05-08)',
  ],
  [
    observationOf(2_512.4, { window: hour }),
    time,
    'Response time (95 % quantile) 2,512 ms is above 2,000 ms (1,000 predictions in the last hour)',
  ],
  [
    observationOf(2_000.4, { window: span(3 * HOUR_MS) }),
    time,
    'Response time (95 % quantile) 2,000.4 ms is above 2,000.0 ms (1,000 predictions in the last 3 hours)',
  ],
  [
    observationOf(0.12, { samples: 312, window: span(DAY_MS) }),
    ruleOf(),
    'Error rate 12.0 % is above 5.0 % (312 predictions in the last 24 hours)',
  ],
  [
    observationOf(0.012, { window: span(2 * DAY_MS) }),
    ruleOf(),
    'Error rate 1.2 % is at most 4.0 % again (1,000 predictions in the last 2 days)',
  ],
  [
    observationOf(0.041, { window: span(90 * MINUTE_MS) }),
    rate,
    'Share of "churn" 4.1 % is below 7.7 % (1,000 predictions in the last 90 minutes)',
  ],
  [
    observationOf(0.3, { window: hour }),
    rate,
    'Share of "churn" 30.0 % is above 17.7 % (1,000 predictions in the last hour)',
  ],
  [
    observationOf(0.08, { window: hour }),
    rate,
    'Share of "churn" 8.0 % is still below 8.7 % (1,000 predictions in the last hour)',
  ],
  [
    observationOf(0.12, { window: hour }),
    rate,
    'Share of "churn" 12.0 % is at least 8.7 % again (1,000 predictions in the last hour)',
  ],
  [
    observationOf(1, { reason: 'model.onnx: the file is missing' }),
    loaded,
    'The model churn is not loaded: model.onnx: the file is missing',
  ],
  [observationOf(0), loaded, 'The model churn is loaded again'],
  [null, recall, 'Recall is no longer known: fewer than 300 labelled predictions in 7 days'],
])('%#: %j', (observation, rule, expected) => {
  expect(alertMessage(observation, rule, churn)).toBe(expected);
});
