import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { healthBucketMs, HEARTBEAT_MS, processesAtOnce } from './series-bucket.ts';

test.each([
  ['an hour', HOUR_MS, 1, HEARTBEAT_MS],
  ['500 heartbeats', 500 * HEARTBEAT_MS, 1, HEARTBEAT_MS],
  ['501 heartbeats', 501 * HEARTBEAT_MS, 1, MINUTE_MS],
  ['a day', DAY_MS, 1, 5 * MINUTE_MS],
  ['a day of three processes', DAY_MS, 3, 10 * MINUTE_MS],
  ['a year', 366 * DAY_MS, 1, DAY_MS],
  ['a year of three processes', 366 * DAY_MS, 3, 3 * DAY_MS],
])('%s is cut so that some 500 points come back', (_, spanMs, processes, bucketMs) => {
  expect(healthBucketMs({ fromMs: 0, toMs: spanMs }, processes)).toBe(bucketMs);
  expect((spanMs / bucketMs) * processes).toBeLessThanOrEqual(500);
});

test.each([
  ['none', null, 1],
  ['one', { samples: 1, firstMs: 5, lastMs: 5 }, 1],
  ['one process', { samples: 121, firstMs: 0, lastMs: HOUR_MS }, 1],
  ['one that was away for most of the time', { samples: 20, firstMs: 0, lastMs: HOUR_MS }, 1],
  ['one that was started again twice', { samples: 124, firstMs: 0, lastMs: HOUR_MS }, 1],
  ['three processes', { samples: 363, firstMs: 0, lastMs: HOUR_MS }, 3],
])('heartbeats of %s', (_, beats, processes) => {
  expect(processesAtOnce(beats)).toBe(processes);
});
