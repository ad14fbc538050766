import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { untrack } from 'svelte';
import { Problem } from './problem.ts';
import type { Kilter, AnyVariables } from './kilter.ts';

/**
 * A query that follows its variables, keeps its last answer while the next one is under way, and is asked again after
 * a reconnect. Made in a component's initialisation.
 */
export class LiveQuery<Data, Variables extends AnyVariables> {
  data = $state.raw<Data>();
  problem = $state.raw<Problem>();
  isLoading = $state(true);
  /** Whether `data` still belongs to the variables of before. */
  isStale = $state(false);
  /** When `data` was current, in ms. */
  answeredAt = $state.raw(0);

  #asked = 0;
  #load: () => Promise<void>;

  constructor(kilter: Kilter, document: TypedDocumentNode<Data, Variables>, variables: () => Variables) {
    this.#load = async () => {
      const turn = ++this.#asked;
      this.isLoading = true;
      try {
        const data = await kilter.query(document, untrack(variables));
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

/** Subscribes for as long as the component lives, and anew when the variables change. */
export function follow<Data, Variables extends AnyVariables>(
  kilter: Kilter,
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Variables,
  next: (data: Data) => void,
): void {
  $effect(() => {
    const current = variables();
    return untrack(() => kilter.subscribe(document, () => current, { next }));
  });
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('INTERNAL', 'Something went wrong in this page.');
