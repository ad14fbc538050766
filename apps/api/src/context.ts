import type { EntityDatabase, SqlClient } from '@kilter/db/client';
import type { HealthMonitor } from './health/health.ts';
import type { ToldEvent } from '@kilter/db/queries/alert';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import type { Feed } from './live/feed.ts';
import type { FeedReader } from './live/feed-reader.ts';
import type { Topics } from './live/topics.ts';
import type { LogPredictions } from './imports/log-predictions.ts';
import type { Registry, ServedModel } from './models/registry.ts';
import type { RecordOutcomes } from './outcomes/record-outcomes.ts';
import type { Predict } from './predictions/predict.ts';
import type { RequestErrors } from './request-errors/request-errors.ts';
import type { LiveTraffic } from './simulation/live-traffic.ts';
import type { ReplayCounts } from './simulation/replay.ts';
import type { Simulation } from './simulation/simulate.ts';

/** What resolvers may use. The same for every request: there are no users yet. */
export interface Context {
  registry: Registry;
  predict: Predict;
  /** Stores predictions of other systems. */
  logPredictions: LogPredictions;
  recordOutcomes: RecordOutcomes;
  simulate(simulation: Simulation): Promise<ReplayCounts>;
  liveTraffic: LiveTraffic;
  /** Counts input that was refused before it came to `predict`. */
  countRefused(model: ServedModel, rows: number): void;
  requestErrors: RequestErrors;
  feed: Feed;
  /** Predictions in the order of their commits. */
  predictionFeed: FeedReader<PredictionRow>;
  /** Events of alerts in the order of their commits. */
  alertFeed: FeedReader<ToldEvent>;
  topics: Topics;
  health: HealthMonitor;
  sql: SqlClient;
  entities: EntityDatabase;
  /** Unix milliseconds. */
  now(): number;
}
