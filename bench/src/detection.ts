import { watchSimulated } from '@kilter/core/alerts/testing/simulated-watch';
import { scenarios, type Scenario } from '@kilter/core/simulation/scenario';
import { manifest, reference, scoreShipped, synthetic } from '@kilter/core/testing/shipped-churn';
import { quantile } from './statistics.ts';

const SEEDS = 5;
const DAYS = 60;

/** What the built-in rules see of each scenario, and how soon; no server, and no time of this machine in it. */
export async function benchDetection(): Promise<void> {
  console.log(
    `detection: ${SEEDS} runs of ${DAYS} days each, 2,000 predictions a day; first alert of each kind, days after the scenario begins`,
  );
  for (const scenario of scenarios)
    console.log(`detection: ${scenario.padEnd(16)} ${await detect(scenario)}`);
}

async function detect(scenario: Scenario): Promise<string> {
  const first = new Map<string, number[]>();
  for (let seed = 1; seed <= SEEDS; seed++) {
    const raised = await watchSimulated({
      manifest,
      reference,
      synthetic,
      score: scoreShipped,
      scenario,
      seed,
      days: DAYS,
    });
    for (const [type, alerts] of Map.groupBy(raised, (alert) => alert.type)) {
      first.set(type, [...(first.get(type) ?? []), alerts[0].afterDays]);
    }
  }
  const told = [...first].map(
    ([type, days]) =>
      `${type} in ${days.length} of ${SEEDS}, after ${quantile(days, 0.5).toFixed(1)} (${Math.min(...days).toFixed(1)} to ${Math.max(...days).toFixed(1)})`,
  );
  return told.length > 0 ? told.join('; ') : 'nothing';
}
