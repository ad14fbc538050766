import { untrack } from 'svelte';
import { AlertHistoryDocument, type AlertStatus } from '../../lib/graphql/generated/graphql.ts';
import type { Kilter } from '../../lib/graphql/kilter.ts';
import { asProblem } from '../../lib/graphql/live.svelte.ts';
import type { Problem } from '../../lib/graphql/problem.ts';
import type { AlertChange, AlertFeed } from './alert-feed.svelte.ts';
import { withChanged, type AlertRow } from './alert-list.ts';

const pageSize = 50;
export const historyDays = 90;

/** The alerts of the last 90 days, by status, newest first, a page at a time; live. Made in a component's initialisation. */
export class AlertHistory {
  /** Null: every alert that was raised. */
  status = $state<AlertStatus | null>(null);
  rows = $state.raw<readonly AlertRow[]>([]);
  /** Of all pages; null until it is known. */
  total = $state.raw<number | null>(null);
  hasMore = $state(false);
  isLoading = $state(true);
  problem = $state.raw<Problem>();

  readonly #kilter: Kilter;
  readonly #model: string;
  #endCursor: string | null = null;
  #turn = 0;
  /** Told while a page was under way, which may not know of it yet. */
  #meanwhile: AlertChange[] = [];

  constructor(kilter: Kilter, model: string, feed: Pick<AlertFeed, 'onChange'>) {
    this.#kilter = kilter;
    this.#model = model;
    $effect(() => {
      void this.status;
      untrack(() => void this.#load(null));
      return () => void this.#turn++;
    });
    $effect(() => kilter.connection.onReconnect(() => this.refresh()));
    $effect(() =>
      feed.onChange((change) => {
        if (this.isLoading) this.#meanwhile.push(change);
        else this.#apply(change);
      }),
    );
  }

  refresh(): void {
    void this.#load(null);
  }

  more(): void {
    if (!this.isLoading) void this.#load(this.#endCursor);
  }

  #apply({ kind, alert }: AlertChange): void {
    const { rows, status, hasMore } = this;
    this.rows = withChanged(rows, alert, { status, isCleared: kind === 'CLEARED', hasMore });
    if (this.total !== null) this.total += this.rows.length - rows.length;
  }

  async #load(after: string | null): Promise<void> {
    const turn = ++this.#turn;
    this.isLoading = true;
    try {
      const { alerts } = await this.#kilter.query(AlertHistoryDocument, {
        model: this.#model,
        window: { days: historyDays },
        status: this.status,
        first: pageSize,
        after,
      });
      if (turn !== this.#turn) return;
      const page = alerts.edges.map(({ node }) => node);
      this.rows = after === null ? page : [...this.rows, ...page];
      this.total = alerts.totalCount;
      this.hasMore = alerts.pageInfo.hasNextPage;
      this.#endCursor = alerts.pageInfo.endCursor;
      this.problem = undefined;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.problem = asProblem(error);
    }
    this.isLoading = false;
    for (const change of this.#meanwhile.splice(0)) this.#apply(change);
  }
}
