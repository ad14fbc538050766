import { untrack } from 'svelte';
import {
  AlertChangedDocument,
  FeedPlaceDocument,
  OpenAlertsDocument,
  type AlertChangedSubscription,
  type OpenAlertsQuery,
} from '../../lib/graphql/generated/graphql.ts';
import type { Kilter } from '../../lib/graphql/kilter.ts';
import { asProblem } from '../../lib/graphql/live.svelte.ts';
import type { Problem } from '../../lib/graphql/problem.ts';
import { byUrgency, isRaised, withOpen, type AlertRow } from './alert-list.ts';

export type AlertChange = AlertChangedSubscription['alertChanged'];

/** The open alerts of a model, live. Made in a component's initialisation; follows the model's name. */
export class AlertFeed {
  /** Pending ones included, the most urgent first. */
  open = $state.raw<readonly AlertRow[]>([]);
  isLoading = $state(true);
  problem = $state.raw<Problem>();
  /** The newest alert of severity ERROR that was raised while this page was open, as a sentence. */
  announced = $state('');
  readonly raised = $derived(this.open.filter(isRaised));

  readonly #kilter: Kilter;
  #watch: Watch | undefined;
  #listeners: readonly ((change: AlertChange) => void)[] = [];

  constructor(kilter: Kilter, model: () => string | undefined) {
    this.#kilter = kilter;
    $effect(() => {
      const name = model();
      if (name === undefined) return;
      return untrack(() => this.#start(name));
    });
  }

  /** Calls back on every event of an alert; returns how to stop. */
  onChange(listener: (change: AlertChange) => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== listener);
    };
  }

  refresh(): void {
    if (this.#watch) void this.#load(this.#watch);
  }

  #start(model: string): () => void {
    const watch: Watch = { model, cursor: null, unfollow: () => {} };
    this.#watch = watch;
    this.open = [];
    this.announced = '';
    this.isLoading = true;
    const unfollow = this.#kilter.connection.onReconnect(() => {
      if (this.problem) void this.#load(watch);
    });
    void this.#load(watch);
    return () => {
      unfollow();
      watch.unfollow();
      if (this.#watch === watch) this.#watch = undefined;
    };
  }

  /** The place in the feed first, then what is open: what happens between the two is told again, never missed. */
  async #load(watch: Watch): Promise<void> {
    const { model } = watch;
    try {
      const { predictions } = await this.#kilter.query(FeedPlaceDocument, { model });
      const { raised, pending } = await this.#kilter.query(OpenAlertsDocument, { model });
      if (this.#watch !== watch) return;
      this.open = [raised, pending].flatMap(openOf).toSorted(byUrgency);
      this.problem = undefined;
      if (watch.cursor === null) this.#follow(watch, predictions.feedCursor);
    } catch (error) {
      if (this.#watch !== watch) return;
      this.problem = asProblem(error);
    }
    this.isLoading = false;
  }

  #follow(watch: Watch, after: string): void {
    watch.cursor = after;
    watch.unfollow = this.#kilter.subscribe(
      AlertChangedDocument,
      () => ({ model: watch.model, after: watch.cursor }),
      {
        next: ({ alertChanged }) => {
          watch.cursor = alertChanged.cursor;
          this.#take(alertChanged);
        },
        problem: (problem) => {
          if (problem.code !== 'CURSOR_EXPIRED') return;
          // Too much happened meanwhile to be told: what is open now is read as on a first visit.
          watch.unfollow();
          watch.cursor = null;
          void this.#load(watch);
        },
      },
    );
  }

  #take(change: AlertChange): void {
    const { alert, kind } = change;
    const before = this.open.find(({ id }) => id === alert.id);
    this.open = withOpen(this.open, alert);
    const isNewError =
      alert.severity === 'ERROR' && isRaised(alert) && (kind === 'FIRED' || before?.severity !== 'ERROR');
    if (isNewError) this.announced = `Error alert: ${alert.message}.`;
    for (const listener of this.#listeners) listener(change);
  }
}

type Page = OpenAlertsQuery['raised'];

/** The window of the question is a minute: some in it are over. */
const openOf = ({ edges }: Page): AlertRow[] =>
  edges.map(({ node }) => node).filter(({ status }) => status !== 'RESOLVED');

interface Watch {
  model: string;
  cursor: string | null;
  unfollow: () => void;
}
