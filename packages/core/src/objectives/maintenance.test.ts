import { expect, test } from 'vitest';
import { earlyEnd, maintenanceProblem } from './maintenance.ts';

const good = { from: new Date('2026-01-05T10:00Z'), to: new Date('2026-01-05T12:00Z'), reason: 'New disks' };

test.each<[string, Partial<typeof good>, string | null]>([
  ['two hours', {}, null],
  ['31 days', { to: new Date('2026-02-05T10:00Z') }, null],
  ['more than 31 days', { to: new Date('2026-02-05T10:01Z') }, 'to'],
  ['no length', { to: good.from }, 'to'],
  ['backwards', { to: new Date(0) }, 'to'],
  ['no reason', { reason: '  ' }, 'reason'],
  ['a long reason', { reason: 'x'.repeat(501) }, 'reason'],
  ['a NUL byte', { reason: 'a\0b' }, 'reason'],
])('%s', (_, changes, field) => {
  expect(maintenanceProblem({ ...good, ...changes })?.field ?? null).toBe(field);
});

test('one that runs ends now, one that has not begun has no length', () => {
  const nowMs = Date.UTC(2026, 0, 5, 11);
  expect(earlyEnd({ startsAt: good.from }, nowMs)).toEqual(new Date(nowMs));
  expect(earlyEnd({ startsAt: good.to }, nowMs)).toEqual(good.to);
});
