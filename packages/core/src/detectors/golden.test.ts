import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRandom } from '../training/random.ts';
import type { DetectorRequest } from './detector.ts';
import { drive } from './testing/drive.ts';

const golden = new URL('../../../../../shared/golden/river_streams.json', import.meta.url);

/** The names that the file gives detectors and their options. */
const requests: Record<string, DetectorRequest> = {
  'ADWIN defaults': { kind: 'ADWIN' },
  'DDM defaults': { kind: 'DDM' },
  'EDDM alpha=.9,beta=.8': { kind: 'EDDM', options: { warningRatio: 0.9, driftRatio: 0.8 } },
  'HDDM_A defaults': { kind: 'HDDM_A' },
  'HDDM_A two_sided': { kind: 'HDDM_A', options: { twoSided: true } },
  'HDDM_W defaults': { kind: 'HDDM_W' },
  'HDDM_W two_sided': { kind: 'HDDM_W', options: { twoSided: true } },
  'PageHinkley mode=up': { kind: 'PAGE_HINKLEY', options: { mode: 'UP' } },
  'PageHinkley mode=down': { kind: 'PAGE_HINKLEY', options: { mode: 'DOWN' } },
  'PageHinkley mode=both': { kind: 'PAGE_HINKLEY', options: { mode: 'BOTH' } },
};

describe.skipIf(!existsSync(golden))("the indices of River's own tests", () => {
  const schema = z.object({
    streams: z.record(z.string(), z.string()),
    expected: z.array(z.tuple([z.string(), z.string(), z.string(), z.array(z.number())])),
  });
  const file = schema.parse(
    existsSync(golden) ? JSON.parse(readFileSync(golden, 'utf8')) : { streams: {}, expected: [] },
  );
  it.each(file.expected)('%s %s on %s', (name, options, short, indices) => {
    const digits = Object.entries(file.streams).find(([key]) => key.startsWith(short))?.[1] ?? '';
    expect(digits.length).toBeGreaterThanOrEqual(2000);
    const { drifts } = drive(requests[`${name} ${options}`], Array.from(digits, Number));
    expect(drifts).toEqual(indices);
  });
});

/** Four parts of 1500 values. */
function stream(levels: readonly number[], draw: (level: number, uniform: number) => number): number[] {
  const random = createRandom(20);
  return levels.flatMap((level) => Array.from({ length: 1500 }, () => draw(level, random())));
}

/** The same streams through river 0.26.1, a detector replaced after each detection. */
describe('the indices of River on streams of our own', () => {
  const errors = stream([0.1, 0.3, 0.1, 0.5], (level, uniform) => Number(uniform < level));
  const numbers = stream([0, 0.5, 0.25, 1], (level, uniform) => level + uniform);

  it.each<[DetectorRequest, number[]]>([
    [{ kind: 'ADWIN' }, [1631, 3135, 4575]],
    [{ kind: 'DDM' }, [63, 107, 676, 1680, 4645]],
    [{ kind: 'EDDM', options: { warningRatio: 0.9, driftRatio: 0.8 } }, [413, 1751, 5175]],
    [{ kind: 'HDDM_A' }, [1653, 4563]],
    [{ kind: 'HDDM_A', options: { twoSided: true } }, [1653, 3087, 4584]],
    [{ kind: 'HDDM_W' }, [1571, 4555, 5107]],
    [{ kind: 'HDDM_W', options: { twoSided: true } }, [1571, 3035, 4555, 4820]],
    [{ kind: 'PAGE_HINKLEY', options: { threshold: 20 } }, [1556, 2933, 3465, 4533, 5330]],
  ])('0/1 errors: %j', (request, indices) => expect(drive(request, errors).drifts).toEqual(indices));

  it.each<[DetectorRequest, number[]]>([
    [{ kind: 'ADWIN' }, [1535, 3071, 4543]],
    [{ kind: 'PAGE_HINKLEY' }, [1596, 3176, 4556]],
  ])('numbers: %j', (request, indices) => expect(drive(request, numbers).drifts).toEqual(indices));
});
