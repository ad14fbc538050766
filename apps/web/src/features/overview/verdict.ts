import type { PerformanceStatus } from '../../lib/graphql/generated/graphql.ts';
import type { Tone } from '../../lib/ui/Badge.svelte';

export interface Target {
  limit: number;
  /** `min`: the figure should be above the limit; `max`: below. The limit itself is a miss, as the server has it. */
  kind: 'min' | 'max';
}

/** Null while there is no figure to judge. */
export function isMet(value: number | null | undefined, { limit, kind }: Target): boolean | null {
  if (value === null || value === undefined) return null;
  return kind === 'min' ? value > limit : value < limit;
}

export const statusLooks: Readonly<Record<PerformanceStatus, { tone: Tone; label: string }>> = {
  NO_DATA: { tone: 'neutral', label: 'No data yet' },
  HEALTHY: { tone: 'good', label: 'Healthy: all targets met' },
  WARNING: { tone: 'warn', label: 'Warning: a target is missed' },
  CRITICAL: { tone: 'bad', label: 'Critical: an error alert is open' },
};
