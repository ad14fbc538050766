import type { Sql } from '@kilter/db/client';
import type { HealthMonitor } from './health/health.ts';
import type { Feed } from './live/feed.ts';
import type { Topics } from './live/topics.ts';
import type { Registry, ServedModel } from './models/registry.ts';
import type { Predict } from './predictions/predict.ts';

/** What resolvers may use. The same for every request: there are no users yet. */
export interface Context {
  registry: Registry;
  predict: Predict;
  /** Counts input that was refused before it came to `predict`. */
  countRefused(model: ServedModel, rows: number): void;
  feed: Feed;
  topics: Topics;
  health: HealthMonitor;
  sql: Sql;
  /** Unix milliseconds. */
  now(): number;
}
