import { describe, expect, test } from 'vitest';
import type { Scenario } from '../simulation/scenario.ts';
import { manifest, reference, scoreShipped, synthetic } from '../testing/shipped-churn.ts';
import { watchSimulated } from './testing/simulated-watch.ts';

const watch = (scenario: Scenario, seed: number, days: number) =>
  watchSimulated({ manifest, reference, synthetic, score: scoreShipped, scenario, seed, days });

describe('the built-in rules on simulated traffic', () => {
  test('20 months in which nothing happens raise one WARNING at most', { timeout: 600_000 }, async () => {
    const raised = [];
    for (let seed = 1; seed <= 20; seed++) raised.push(...(await watch('STABLE', seed, 30)));
    expect(raised.length).toBeLessThanOrEqual(1);
    expect(raised.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  });

  test(
    'when recall collapses, recall alerts while accuracy and confidence stay quiet',
    { timeout: 60_000 },
    async () => {
      const raised = await watch('RECALL_COLLAPSE', 1, 45);
      const types = raised.map(({ type }) => type);
      expect(types).toContain('recall_drop');
      expect(types).not.toContain('accuracy_drop');
      expect(types).not.toContain('low_confidence');
    },
  );

  test.each<[Scenario, string, number]>([
    ['ERRORS', 'high_error_rate', 1],
    ['LATENCY', 'high_response_time', 1],
    ['CONCEPT_DRIFT', 'recall_drop', 40],
  ])('%s raises %s within %i days', { timeout: 60_000 }, async (scenario, type, days) => {
    const [found] = (await watch(scenario, 1, days)).filter((alert) => alert.type === type);
    expect(found?.afterDays).toBeLessThanOrEqual(days);
  });
});
