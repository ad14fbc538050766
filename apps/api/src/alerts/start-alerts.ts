import { builtInRules } from '@kilter/core/alerts/built-in-rules';
import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import type { Database } from '@kilter/db/client';
import { renewBuiltInRules } from '@kilter/db/queries/alert';
import type { Feed } from '../live/feed.ts';
import type { Logger } from '../logger.ts';
import type { Registry } from '../models/registry.ts';
import { createEvaluateRules } from './evaluate-rules.ts';
import { watchRules, type RuleWatch } from './watch-rules.ts';

export interface AlertsOptions {
  db: Database;
  feed: Feed;
  registry: Registry;
  now(): number;
  log: Logger;
}

/** Begins to look after the alerts of every model, in every process. */
export function startAlerts({ db, feed, registry, now, log }: AlertsOptions): RuleWatch {
  const { sql, entities } = db;
  const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));
  return watchRules({
    feed,
    registry,
    renew: ({ champion, manifest, reference }) =>
      renewBuiltInRules(entities, champion.modelId, builtInRules(manifest, reference)),
    evaluate: createEvaluateRules({ registry, sql, entities, ids, now }),
    now,
    log,
  });
}
