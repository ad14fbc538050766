import { stringifyDocument } from '@urql/core';
import { Connection } from '../lib/graphql/connection.svelte.ts';
import type { Kilter } from '../lib/graphql/kilter.ts';
import type { Problem } from '../lib/graphql/problem.ts';

interface Subscription {
  name: string;
  variables: () => unknown;
  next: (data: unknown) => void;
  problem: (problem: Problem) => void;
  isStopped: boolean;
}

type Document = Parameters<typeof stringifyDocument>[0];
const nameOf = (document: Document) =>
  /(?:query|mutation|subscription) (\w+)/.exec(stringifyDocument(document))?.[1] ?? '';

/** A Kilter that answers from a table by operation name; its socket is moved by hand. */
export class FakeKilter implements Kilter {
  readonly connection = new Connection();
  readonly requests: { name: string; variables: unknown }[] = [];
  readonly subscriptions: Subscription[] = [];
  readonly #answers: Record<string, () => unknown>;
  readonly #listeners = new Map<string, () => void>();

  constructor(answers: Record<string, () => unknown>) {
    this.#answers = answers;
    this.connection.follow({ on: (event, listener) => this.#listeners.set(event, listener) });
  }

  query: Kilter['query'] = async (document, variables) => this.#answer(document, variables);
  mutate: Kilter['mutate'] = async (document, variables) => this.#answer(document, variables);

  subscribe: Kilter['subscribe'] = (document, variables, sink) => {
    const subscription: Subscription = {
      name: nameOf(document),
      variables,
      // As below: the data is the test's own.
      next: (data) => Reflect.apply(sink.next, sink, [data]),
      problem: (problem) => sink.problem?.(problem),
      isStopped: false,
    };
    this.subscriptions.push(subscription);
    return () => {
      subscription.isStopped = true;
    };
  };

  socket(event: 'connected' | 'closed'): void {
    this.#listeners.get(event)?.();
  }

  // Untyped on purpose: each test states the data of its operations, and the operations are many.
  #answer(document: Document, variables: unknown): ReturnType<typeof JSON.parse> {
    const name = nameOf(document);
    this.requests.push({ name, variables });
    return Reflect.apply(this.#answers[name] ?? (() => ({})), null, []);
  }
}
