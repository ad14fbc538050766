import type { Kilter } from '../../lib/graphql/kilter.ts';
import { follow, LiveQuery } from '../../lib/graphql/live.svelte.ts';
import {
  HealthChangedDocument,
  HealthDocument,
  type HealthFiguresFragment,
  type HealthStatus,
} from '../../lib/graphql/generated/graphql.ts';
import type { Tone } from '../../lib/ui/Badge.svelte';

export class HealthState {
  #query;

  constructor(kilter: Kilter) {
    const query = new LiveQuery(kilter, HealthDocument, () => ({}));
    follow(
      kilter,
      HealthChangedDocument,
      () => ({}),
      ({ healthChanged }) => query.put({ health: healthChanged }),
    );
    this.#query = query;
  }

  get current(): HealthFiguresFragment | undefined {
    return this.#query.data?.health;
  }

  get answeredAt(): number {
    return this.#query.answeredAt;
  }
}

export const healthLooks: Readonly<Record<HealthStatus, { tone: Tone; label: string }>> = {
  HEALTHY: { tone: 'good', label: 'Healthy' },
  DEGRADED: { tone: 'warn', label: 'Degraded' },
  MODEL_NOT_LOADED: { tone: 'bad', label: 'No model' },
};

/** Several processes as one line: memory and CPU add up, the worst event loop speaks for all. */
export function totals({ instances }: Pick<HealthFiguresFragment, 'instances'>) {
  return {
    rssBytes: instances.reduce((sum, each) => sum + each.rssBytes, 0),
    cpuPercent: instances.reduce((sum, each) => sum + each.cpuPercent, 0),
    eventLoopLagMs: instances.reduce((worst, each) => Math.max(worst, each.eventLoopLagMs), 0),
  };
}
