import {
  createSourceEventStream,
  executeSubscriptionEvent,
  validateSubscriptionArgs,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import type { ErrorFormatter } from '../errors.ts';
import { documentKey } from '../graphql/documents.ts';

export type SubscriptionResult = AsyncIterableIterator<ExecutionResult> | ExecutionResult;

/**
 * A `subscribe` that executes once for all who watch the same thing. Topics and feeds hand the same object to every
 * watcher at the same place; an event's result is remembered by that object and by what else it depends on: document,
 * operation, variables (and with keys to come, the access scope). It is gone with the object.
 */
export function createSharedSubscribe(format: ErrorFormatter) {
  const remembered = new WeakMap<object, Map<string, Promise<ExecutionResult>>>();

  return async (args: ExecutionArgs): Promise<SubscriptionResult> => {
    const validated = validateSubscriptionArgs(args);
    if (!('schema' in validated)) return format.result({ errors: validated }, args.document);
    const stream = await createSourceEventStream(validated);
    if (!(Symbol.asyncIterator in stream)) return format.result(stream, args.document);
    const key = JSON.stringify([
      documentKey(args.document),
      args.operationName ?? '',
      args.variableValues ?? {},
    ]);

    const execute = async (event: unknown): Promise<ExecutionResult> =>
      format.result(await executeSubscriptionEvent({ ...validated, rootValue: event }), args.document);

    const executeOnce = (event: unknown): Promise<ExecutionResult> => {
      if (typeof event !== 'object' || event === null) return execute(event);
      let results = remembered.get(event);
      if (!results) remembered.set(event, (results = new Map()));
      let result = results.get(key);
      if (!result) results.set(key, (result = execute(event)));
      return result;
    };
    return mapIterator(stream[Symbol.asyncIterator](), executeOnce, (error) => ({
      errors: [format.error(error, args.document)],
    }));
  };
}

/** A failing source ends the stream with one result that says why, in the same form as every other error. */
function mapIterator(
  source: AsyncIterator<unknown>,
  map: (event: unknown) => Promise<ExecutionResult>,
  failed: (error: unknown) => ExecutionResult,
): AsyncIterableIterator<ExecutionResult> {
  let broken = false;
  return {
    async next() {
      if (broken) return { done: true, value: undefined };
      try {
        const { done, value } = await source.next();
        return done ? { done: true, value: undefined } : { done: false, value: await map(value) };
      } catch (error) {
        broken = true;
        return { done: false, value: failed(error) };
      }
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
