import { formatMs, formatPercent, noValue } from '../../lib/format/numbers.ts';
import { humanize } from '../../lib/format/text.ts';
import type {
  AlertMetric,
  AlertSeverity,
  AlertStatus,
  ModelFieldsFragment,
} from '../../lib/graphql/generated/graphql.ts';
import type { Tone } from '../../lib/ui/Badge.svelte';
import type { IconName } from '../../lib/ui/Icon.svelte';

/** Never by colour alone: each has an icon and a word. */
export const severityLooks: Readonly<Record<AlertSeverity, { tone: Tone; icon: IconName; word: string }>> = {
  ERROR: { tone: 'bad', icon: 'error', word: 'Error' },
  WARNING: { tone: 'warn', icon: 'warning', word: 'Warning' },
  INFO: { tone: 'accent', icon: 'info', word: 'Info' },
};

export const statusLooks: Readonly<Record<AlertStatus, { tone: Tone; word: string; hint: string }>> = {
  FIRING: { tone: 'neutral', word: 'Firing', hint: 'The limit is broken' },
  RECOVERING: { tone: 'accent', word: 'Recovering', hint: 'Good again, and must stay so for a while' },
  PENDING: {
    tone: 'neutral',
    word: 'Pending',
    hint: 'The limit is broken, but not for long enough to count',
  },
  RESOLVED: { tone: 'good', word: 'Resolved', hint: 'Over' },
};

/** A value in its metric's unit: milliseconds or a share. */
export function formatMetric(metric: AlertMetric, value: number | null): string {
  if (metric === 'MODEL_NOT_LOADED') return value === null ? noValue : value > 0 ? 'not loaded' : 'loaded';
  return metric === 'RESPONSE_TIME_P95' ? formatMs(value) : formatPercent(value);
}

/** What the built-in rules look at, for a reader who sees no alert and wonders. */
export function watchedWords({
  task,
  positiveClass,
}: Pick<ModelFieldsFragment, 'task' | 'positiveClass'>): string {
  const served = 'error rate, response time (95 % quantile) and whether the model is loaded';
  if (task === 'REGRESSION') return `Watched: ${served}.`;
  const classified = `Watched: accuracy over closed label windows, confidence, ${served}`;
  if (positiveClass === null) return `${classified}.`;
  const positive = humanize(positiveClass).toLowerCase();
  return `${classified}; recall and the ${positive} rate too, where the model has a reference to compare with.`;
}
