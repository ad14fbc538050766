import { customerNumber } from './customer.ts';
import { PREDICT_BATCH_IDS } from './documents.ts';
import type { GraphqlClient } from './graphql-client.ts';

/** Many clients that send again as soon as they are answered, until they are stopped. */
export interface Load {
  /** Of the predictions that were answered: these must be stored. */
  answered: Set<string>;
  /** Codes of the errors that came instead. */
  codes: string[];
  /** Fulfilled when so many more predictions have been answered. */
  atLeast(predictions: number): Promise<void>;
  /** Lets what is under way end, however it ends. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  singles: number;
  batches: number;
  batchSize: number;
}

export function startLoad(client: GraphqlClient, { singles, batches, batchSize }: LoadOptions): Load {
  const answered = new Set<string>();
  const codes: string[] = [];
  let stopped = false;
  let check: () => void = () => undefined;

  const single = async (i: number) => {
    answered.add((await client.predict(customerNumber(i), { subject: `single ${i}` })).id);
  };
  const batch = async () => {
    const items = Array.from({ length: batchSize }, (_, i) => ({
      input: customerNumber(i),
      subject: 'batch',
    }));
    const { data, errors } = await client.request<{
      predictChurnBatch: { results: ({ id: string } | null)[]; errors: { code: string }[] };
    }>(PREDICT_BATCH_IDS, { items });
    for (const result of data?.predictChurnBatch.results ?? []) if (result) answered.add(result.id);
    codes.push(...(data?.predictChurnBatch.errors ?? []).map(({ code }) => code));
    codes.push(...errors.map(({ extensions }) => extensions.code));
  };
  const repeat = async (send: (i: number) => Promise<void>) => {
    for (let i = 0; !stopped; i++) {
      // A request that is cut off or refused was not answered; the next one is sent all the same.
      await send(i).catch(() => new Promise((resolve) => setTimeout(resolve, 10)));
      check();
    }
  };
  const clients = [
    ...Array.from({ length: singles }, () => repeat(single)),
    ...Array.from({ length: batches }, () => repeat(batch)),
  ];
  return {
    answered,
    codes,
    atLeast: (predictions) => {
      const wanted = answered.size + predictions;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      check = () => {
        if (answered.size >= wanted) resolve(undefined);
      };
      return promise;
    },
    stop: async () => {
      stopped = true;
      await Promise.all(clients);
    },
  };
}
