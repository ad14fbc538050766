import {
  LatestPredictionsDocument,
  PredictionsAddedDocument,
  type PredictionRowFragment,
} from '../../lib/graphql/generated/graphql.ts';
import type { Kilter } from '../../lib/graphql/kilter.ts';
import { asProblem } from '../../lib/graphql/live.svelte.ts';
import type { Problem } from '../../lib/graphql/problem.ts';
import { throttle } from '../../lib/timing.ts';
import { NewestRows } from './newest-rows.ts';

export const tailCapacity = 200;
const firstPage = 50;
/** The screen follows the feed at this pace; slower in a flood, where nobody could read the rows anyway. */
const paceMs = 250;
const floodPaceMs = 1_000;
/** More new rows than this at once are a flood, and not worth a highlight each. */
const floodRows = 40;

/** The newest predictions of one model, live. Resumes behind its last cursor after a reconnect. */
export class PredictionTail {
  rows = $state.raw<readonly PredictionRowFragment[]>([]);
  isLoading = $state(true);
  isPaused = $state(false);
  /** Came in since this page was opened. */
  received = $state(0);
  /** Came in while paused. */
  waiting = $state(0);
  /** Left out by the server because this page was too slow for them. */
  skipped = $state(0);
  problem = $state.raw<Problem>();

  readonly #kilter: Kilter;
  readonly #model: string;
  readonly #buffer = new NewestRows<PredictionRowFragment>(tailCapacity);
  readonly #show = throttle(
    () => this.#render(),
    () => (this.#isFlood ? floodPaceMs : paceMs),
  );
  #cursor: string | null = null;
  #isStopped = false;
  #unfollowFeed: () => void = () => {};
  #received = 0;
  #skipped = 0;
  #receivedAtPause = 0;
  #isFlood = false;

  constructor(kilter: Kilter, model: string) {
    this.#kilter = kilter;
    this.#model = model;
  }

  /** Reads the newest page, then follows everything behind it: nothing slips between the two. */
  start(): () => void {
    const unfollow = this.#kilter.connection.onReconnect(() => {
      if (this.problem) void this.load();
    });
    void this.load();
    return () => {
      this.#isStopped = true;
      unfollow();
      this.#unfollowFeed();
      this.#show.cancel();
    };
  }

  async load(): Promise<void> {
    try {
      const { predictions } = await this.#kilter.query(LatestPredictionsDocument, {
        model: this.#model,
        first: firstPage,
      });
      this.#buffer.fill(predictions.edges.map((edge) => edge.node));
      this.problem = undefined;
      this.#show.call();
      if (this.#cursor === null) this.#followFeed(predictions.feedCursor);
    } catch (error) {
      this.problem = asProblem(error);
    }
    this.isLoading = false;
  }

  #followFeed(after: string): void {
    if (this.#isStopped) return;
    this.#cursor = after;
    this.#unfollowFeed = this.#kilter.subscribe(
      PredictionsAddedDocument,
      () => ({ model: this.#model, after: this.#cursor }),
      {
        next: ({ predictionsAdded }) => {
          this.#cursor = predictionsAdded.cursor;
          this.#skipped += predictionsAdded.skipped;
          this.#take(predictionsAdded.predictions);
        },
        problem: (problem) => {
          if (problem.code !== 'CURSOR_EXPIRED') return;
          // Too much happened meanwhile to replay: what is there now is read like on a first visit.
          this.#unfollowFeed();
          this.#cursor = null;
          this.#buffer.clear();
          void this.load();
        },
      },
    );
  }

  pause(): void {
    this.isPaused = true;
    this.#receivedAtPause = this.#received;
    this.waiting = 0;
  }

  resume(): void {
    this.isPaused = false;
    this.waiting = 0;
    this.#render();
  }

  /** Whether a row came in live in the last moments: worth a highlight. */
  isFresh(id: string): boolean {
    return !this.#isFlood && Date.now() - this.#buffer.arrivedAt(id) < 1_000;
  }

  #take(arrived: readonly PredictionRowFragment[]): void {
    this.#received += this.#buffer.add(arrived, Date.now());
    this.#show.call();
  }

  #render(): void {
    this.#isFlood = this.#received - this.received > floodRows;
    this.received = this.#received;
    this.skipped = this.#skipped;
    if (this.isPaused) this.waiting = this.#received - this.#receivedAtPause;
    else this.rows = this.#buffer.rows;
  }
}
