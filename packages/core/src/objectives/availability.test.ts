import { expect, test } from 'vitest';
import { availability, type AvailabilityInput } from './availability.ts';

const MINUTE_MS = 60_000;
/** Ten minutes: the slots 0 to 19. */
const base: AvailabilityInput = {
  window: { fromMs: 0, toMs: 10 * MINUTE_MS },
  present: [{ first: 0, last: 19 }],
  firstHeartbeatMs: 0,
  maintenances: [],
  nowMs: 60 * MINUTE_MS,
};
const minutes = (from: number, to: number) => ({ fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS });

test.each<[string, Partial<AvailabilityInput>, number, number]>([
  ['every slot', {}, 20, 20],
  ['never heard of', { firstHeartbeatMs: null, present: [] }, 0, 0],
  ['heard of, but not in the window', { present: [] }, 20, 0],
  [
    'dead for a minute',
    {
      present: [
        { first: 0, last: 7 },
        { first: 10, last: 19 },
      ],
    },
    20,
    18,
  ],
  ['runs that reach beyond the window', { present: [{ first: -5, last: 40 }] }, 20, 20],
  ['installed in the window', { firstHeartbeatMs: 100_000, present: [{ first: 3, last: 19 }] }, 17, 17],
  ['installed after it', { firstHeartbeatMs: 11 * MINUTE_MS, present: [] }, 0, 0],
  ['the slot that is running', { nowMs: 5 * MINUTE_MS + 29_999, present: [{ first: 0, last: 9 }] }, 10, 10],
  ['the slot that is over', { nowMs: 5 * MINUTE_MS + 30_000, present: [{ first: 0, last: 9 }] }, 11, 10],
  ['a window of the future', { nowMs: -1 }, 0, 0],
  [
    'away in maintenance',
    {
      maintenances: [minutes(2, 4)],
      present: [
        { first: 0, last: 3 },
        { first: 8, last: 19 },
      ],
    },
    16,
    16,
  ],
  ['alive in maintenance', { maintenances: [minutes(2, 4)] }, 16, 16],
  [
    'away longer than announced',
    {
      maintenances: [minutes(2, 4)],
      present: [
        { first: 0, last: 3 },
        { first: 10, last: 19 },
      ],
    },
    16,
    14,
  ],
  ['all of it maintenance', { maintenances: [minutes(-5, 50)], present: [] }, 0, 0],
])('%s', (_, changes, slots, present) => {
  expect(availability({ ...base, ...changes })).toEqual({ slots, present });
});
