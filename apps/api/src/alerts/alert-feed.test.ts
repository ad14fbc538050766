import { expect, test } from 'vitest';
import type { AlertEventRow, AlertRow, AlertRuleRow, ToldEvent } from '@kilter/db/queries/alert';
import { endOf, type Cursor } from '../live/cursor.ts';
import type { FeedReader, Frame } from '../live/feed-reader.ts';
import { eachAlertEvent, toAlertChange } from './alert-feed.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 4, 1, 12, minute));

const rule: AlertRuleRow = {
  id: 'rule',
  modelId: 1,
  type: 'high_error_rate',
  name: 'High error rate',
  category: 'SERVICE',
  metric: 'ERROR_RATE',
  windowMinutes: 60,
  comparison: 'ABOVE',
  threshold: 0.05,
  lowerThreshold: null,
  recoveryThreshold: 0.04,
  lowerRecoveryThreshold: null,
  errorThreshold: null,
  minimumSamples: 300,
  dwellMinutes: 0,
  recoveryMinutes: 1,
  severity: 'WARNING',
  enabled: true,
  builtIn: true,
  createdAt: at(0),
  updatedAt: at(0),
};
const resolved: AlertRow = {
  id: 'alert',
  ruleId: 'rule',
  modelId: 1,
  subject: '',
  type: 'high_error_rate',
  category: 'SERVICE',
  severity: 'ERROR',
  status: 'RESOLVED',
  message: 'Good',
  value: 0.01,
  threshold: 0.05,
  samples: 900,
  windowFrom: at(0),
  windowTo: at(59),
  openedAt: at(1),
  firedAt: at(3),
  acknowledgedAt: at(5),
  resolvedAt: at(9),
  stateSince: at(9),
  updatedAt: at(9),
  version: 5,
};
const eventOf = (seq: number, changes: Partial<AlertEventRow> = {}): ToldEvent => ({
  rule,
  alert: resolved,
  event: {
    id: `event-${seq}`,
    alertId: 'alert',
    seq,
    at: at(seq),
    kind: 'UPDATED',
    status: 'FIRING',
    severity: 'WARNING',
    value: 0.1,
    threshold: 0.05,
    samples: 300,
    message: 'Bad',
    note: null,
    actor: null,
    ...changes,
  },
});

test('an alert is told as it was when the event came', () => {
  const pending = toAlertChange(eventOf(1, { kind: 'OPENED', status: 'PENDING' }));
  expect(pending.cursor).toBe('1');
  expect(pending.alert.alert).toMatchObject({ status: 'PENDING', severity: 'WARNING', message: 'Bad' });
  expect(pending.alert.alert).toMatchObject({ firedAt: null, acknowledgedAt: null, resolvedAt: null });
  const firing = toAlertChange(eventOf(4)).alert.alert;
  expect(firing).toMatchObject({ status: 'FIRING', value: 0.1, firedAt: at(3), acknowledgedAt: null });
  const last = toAlertChange(eventOf(9, { kind: 'RESOLVED', status: 'RESOLVED' })).alert.alert;
  expect(last).toMatchObject({ status: 'RESOLVED', acknowledgedAt: at(5), resolvedAt: at(9) });
});

test('a watcher who is too slow goes on from where he was, and misses nothing', async () => {
  const starts: (Cursor | null)[] = [];
  const frame = (seqs: number[], skipped = 0): Frame<ToldEvent> => ({
    cursor: endOf(Math.max(0, ...seqs)),
    rows: seqs.map((seq) => eventOf(seq)),
    skipped,
  });
  const readings = [
    [frame([1, 2]), { ...frame([], 3), cursor: endOf(5) }],
    [frame([3, 4, 5]), frame([6])],
  ];
  const reader: FeedReader<ToldEvent> = {
    watch: (after) => {
      starts.push(after);
      const frames = readings.shift() ?? [];
      return (async function* () {
        yield* frames;
      })();
    },
  };
  const seqs: number[] = [];
  for await (const { event } of eachAlertEvent(reader, endOf(0), new Set([1]))) seqs.push(event.seq);
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  expect(starts).toEqual([endOf(0), endOf(2)]);
});
