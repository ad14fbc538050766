import type { AlertRule } from '@kilter/core/alerts/alert';
import { DAY_MS, MINUTE_MS } from '@kilter/core/time/units';
import type { Feed } from '../live/feed.ts';
import type { Logger } from '../logger.ts';
import type { Registry, ServedModel } from '../models/registry.ts';
import type { EvaluateRules } from './evaluate-rules.ts';
import { monitoredModels } from './monitored-models.ts';

export interface RuleWatchOptions {
  feed: Feed;
  registry: Registry;
  /** Brings the built-in rules of a model up to date with its manifest. */
  renew(model: ServedModel): Promise<void>;
  evaluate: EvaluateRules;
  now(): number;
  log: Logger;
}

export interface RuleWatch {
  /** Another model, or one that is loaded now: looks at once, or at the next tick. */
  modelsChanged(): void;
  stop(): Promise<void>;
}

/** A model that something came in for is looked at after so long at most, and no more often. */
const TICK_MS = 5_000;
/** All others, since time alone changes windows. */
const TICKS_A_ROUND = 3;
/** A window of a day or more costs more to read, and moves slowly. */
const LONG_WINDOW_MINUTES = DAY_MS / MINUTE_MS;
const LONG_WINDOWS_EVERY_MS = MINUTE_MS;

const isLong = ({ windowMinutes }: AlertRule) => windowMinutes >= LONG_WINDOW_MINUTES;

/** Looks at the rules when predictions or labels come in, and by the clock. */
export function watchRules(options: RuleWatchOptions): RuleWatch {
  const { feed, registry, renew, evaluate, now, log } = options;
  const touched = new Set<string>();
  const longLookedAtMs = new Map<string, number>();
  const failed = (error: unknown) => log.warn({ error }, 'alert rules could not be looked at');
  let ticks = 0;
  let changes = 1;
  let renewedAfter = 0;

  feed.onEntry(({ kind, modelVersionIds }) => {
    if (kind === 'ALERTS') return;
    for (const id of modelVersionIds) touched.add(registry.modelOf(id) ?? '');
  });

  const look = async (): Promise<void> => {
    const seenChanges = changes;
    const isRound = renewedAfter < seenChanges || ticks % TICKS_A_ROUND === 0;
    if (renewedAfter < seenChanges) for (const model of registry.models()) await renew(model);
    renewedAfter = seenChanges;
    const models = monitoredModels(registry).filter(({ name }) => isRound || touched.has(name));
    touched.clear();
    for (const model of models) {
      const isLongDue = now() - (longLookedAtMs.get(model.name) ?? 0) >= LONG_WINDOWS_EVERY_MS;
      if (isLongDue) longLookedAtMs.set(model.name, now());
      // One that cannot be looked at must not keep the others from it.
      await evaluate(model, (rule) => isLongDue || !isLong(rule)).catch(failed);
    }
  };

  let running: Promise<void> | null = null;
  const run = (): void => {
    running ??= look()
      .catch(failed)
      .finally(() => {
        running = null;
      });
  };
  run();
  const timer = setInterval(() => {
    ticks++;
    run();
  }, TICK_MS).unref();

  return {
    modelsChanged: () => {
      changes++;
      run();
    },
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
