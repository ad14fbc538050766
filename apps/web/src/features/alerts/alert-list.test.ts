import { describe, expect, it } from 'vitest';
import { alertRow } from '../../testing/fixtures.ts';
import { byUrgency, withChanged, withOpen, type AlertRow } from './alert-list.ts';

const ids = (rows: readonly AlertRow[]) => rows.map(({ id }) => id).join('');

describe('open alerts', () => {
  it('stand by urgency: raised before pending, errors before warnings, then the newest', () => {
    const rows = [
      alertRow('a', { severity: 'INFO' }),
      alertRow('b', { status: 'PENDING', severity: 'ERROR' }),
      alertRow('c'),
      alertRow('d', { status: 'RECOVERING' }),
      alertRow('e', { severity: 'ERROR' }),
    ];
    expect(ids(rows.toSorted(byUrgency))).toBe('edcab');
  });

  it('take a new one, change a known one, and lose what is over', () => {
    let open: readonly AlertRow[] = [];
    open = withOpen(open, alertRow('a'));
    open = withOpen(open, alertRow('b', { severity: 'ERROR' }));
    expect(ids(open)).toBe('ba');
    open = withOpen(open, alertRow('a', { severity: 'ERROR' }));
    expect(ids(open)).toBe('ba');
    open = withOpen(open, alertRow('b', { status: 'RESOLVED' }));
    expect(ids(open)).toBe('a');
    expect(ids(withOpen(open, alertRow('x', { status: 'RESOLVED' })))).toBe('a');
  });
});

describe('history', () => {
  const rows = [alertRow('d'), alertRow('b', { status: 'RESOLVED' })];
  const all = { status: null, isCleared: false, hasMore: false };

  it('has every alert that was raised, newest first', () => {
    expect(ids(withChanged(rows, alertRow('c'), all))).toBe('dcb');
    expect(ids(withChanged(rows, alertRow('e', { status: 'PENDING' }), all))).toBe('db');
    expect(ids(withChanged(rows, alertRow('e', { status: 'RESOLVED' }), { ...all, isCleared: true }))).toBe(
      'db',
    );
  });

  it('changes a row in its place', () => {
    const changed = withChanged(rows, alertRow('d', { status: 'RESOLVED' }), all);
    expect(changed.map(({ status }) => status)).toEqual(['RESOLVED', 'RESOLVED']);
  });

  it('keeps to its filter', () => {
    const firing = { ...all, status: 'FIRING' } as const;
    expect(ids(withChanged([alertRow('d')], alertRow('d', { status: 'RECOVERING' }), firing))).toBe('');
    expect(ids(withChanged([], alertRow('d'), firing))).toBe('d');
    const pending = { ...all, status: 'PENDING' } as const;
    expect(ids(withChanged([], alertRow('d', { status: 'PENDING' }), pending))).toBe('d');
  });

  it('leaves what belongs to a page that is not loaded yet', () => {
    const more = { ...all, hasMore: true };
    expect(ids(withChanged(rows, alertRow('a'), more))).toBe('db');
    expect(ids(withChanged(rows, alertRow('c'), more))).toBe('dcb');
  });
});
