import { MINUTE_MS } from '@kilter/core/time/units';
import type { Registry } from '../models/registry.ts';
import type { Feed } from './feed.ts';
import { createTopic, type Topic } from './topic.ts';

export interface Topics {
  /** The figures of a model, by its name. */
  performance(model: string): Topic;
  health: Topic;
  close(): void;
}

const MIN_INTERVAL_MS = 250;

/** The state topics, touched by the feed and, since windows move with the clock, at each new minute. */
export function createTopics(feed: Feed, registry: Registry, now: () => number): Topics {
  const newTopic = () => createTopic({ minIntervalMs: MIN_INTERVAL_MS, now });
  const performance = new Map<string, Topic>();
  const health = newTopic();

  feed.onEntry((entry) => {
    for (const id of entry.modelVersionIds) performance.get(registry.modelOf(id) ?? '')?.touch();
  });
  let minute: NodeJS.Timeout;
  const atNextMinute = () => {
    minute = setTimeout(
      () => {
        for (const topic of performance.values()) topic.touch();
        atNextMinute();
      },
      MINUTE_MS - (now() % MINUTE_MS),
    ).unref();
  };
  atNextMinute();

  return {
    performance: (model) => {
      let topic = performance.get(model);
      if (!topic) performance.set(model, (topic = newTopic()));
      return topic;
    },
    health,
    close: () => clearTimeout(minute),
  };
}
