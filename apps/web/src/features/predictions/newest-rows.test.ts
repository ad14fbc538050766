import { describe, expect, it } from 'vitest';
import { NewestRows } from './newest-rows.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id }));
const ids = (buffer: NewestRows<{ id: string }>) => buffer.rows.map((row) => row.id).join('');

describe('NewestRows', () => {
  it('keeps the newest first and drops the oldest', () => {
    const buffer = new NewestRows(3);
    buffer.add(rows('a', 'b'), 1);
    buffer.add(rows('c', 'd'), 2);
    expect(ids(buffer)).toBe('dcb');
  });

  it('takes each row once, even within one delivery, and says how many were new', () => {
    const buffer = new NewestRows(5);
    buffer.add(rows('a'), 1);
    expect(buffer.add(rows('a', 'b', 'b'), 2)).toBe(1);
    expect([buffer.arrivedAt('a'), buffer.arrivedAt('b')]).toEqual([1, 2]);
    expect(ids(buffer)).toBe('ba');
  });

  it('fits the past in where it belongs', () => {
    const buffer = new NewestRows(4);
    buffer.add(rows('b', 'e'), 1);
    buffer.fill(rows('d', 'c', 'b', 'a'));
    expect(ids(buffer)).toBe('edcb');
    expect(buffer.arrivedAt('d')).toBe(0);
  });

  it('holds no more than its capacity after a flood', () => {
    const buffer = new NewestRows(200);
    buffer.add(
      Array.from({ length: 5_000 }, (_, index) => ({ id: String(index) })),
      1,
    );
    expect(buffer.rows).toHaveLength(200);
    expect(buffer.rows[0]?.id).toBe('4999');
  });
});
