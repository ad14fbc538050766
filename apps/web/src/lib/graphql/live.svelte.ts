import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { untrack } from 'svelte';
import { Problem } from './problem.ts';
import type { Kilter, AnyVariables } from './kilter.ts';

/**
 * An answer that follows its variables, stays while the next one is under way, and is asked for again after a
 * reconnect. Made in a component's initialisation.
 */
export class LiveAnswer<Data, Variables extends AnyVariables> {
  data = $state.raw<Data>();
  problem = $state.raw<Problem>();
  isLoading = $state(true);
  /** Whether `data` still belongs to the variables of before. */
  isStale = $state(false);
  /** When `data` was current, in ms. */
  answeredAt = $state.raw(0);

  #asked = 0;
  #load: () => Promise<void>;

  constructor(
    kilter: Pick<Kilter, 'connection'>,
    ask: (variables: Variables) => Promise<Data>,
    variables: () => Variables,
  ) {
    this.#load = async () => {
      const turn = ++this.#asked;
      this.isLoading = true;
      try {
        const data = await ask(untrack(variables));
        if (turn !== this.#asked) return;
        this.put(data);
      } catch (error) {
        if (turn !== this.#asked) return;
        this.problem = asProblem(error);
        this.isLoading = false;
      }
    };
    $effect(() => {
      variables();
      untrack(() => {
        this.isStale = this.data !== undefined;
        void this.#load();
      });
      return () => void this.#asked++;
    });
    $effect(() => kilter.connection.onReconnect(() => this.refresh()));
  }

  refresh(): void {
    void this.#load();
  }

  /** A newer answer that came another way, by subscription; what is still under way is then out of date. */
  put(data: Data): void {
    this.#asked++;
    this.data = data;
    this.answeredAt = Date.now();
    this.problem = undefined;
    this.isLoading = false;
    this.isStale = false;
  }
}

/** A query as a live answer. */
export class LiveQuery<Data, Variables extends AnyVariables> extends LiveAnswer<Data, Variables> {
  constructor(kilter: Kilter, document: TypedDocumentNode<Data, Variables>, variables: () => Variables) {
    super(kilter, (current) => kilter.query(document, current), variables);
  }
}

/** Subscribes for as long as the component lives, and anew when the variables change; null: not at all. */
export function follow<Data, Variables extends AnyVariables>(
  kilter: Kilter,
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Variables | null,
  next: (data: Data) => void,
): void {
  $effect(() => {
    const current = variables();
    if (current === null) return;
    return untrack(() => kilter.subscribe(document, () => current, { next }));
  });
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('INTERNAL', 'Something went wrong in this page.');
