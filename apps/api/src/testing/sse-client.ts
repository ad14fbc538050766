import type { LiveEvent } from './subscription-client.ts';

/** A subscription over server-sent events, and what it has received so far. */
export interface EventStream<Data> {
  status: number;
  contentType: string | null;
  events: LiveEvent<Data>[];
  /** Fulfilled when the server has said that it is complete, or the stream has ended. */
  ended: Promise<void>;
  stop(): void;
}

/** Opens a stream by POST or, with everything in the address, by GET. */
export async function openEventStream<Data>(
  url: string,
  method: 'GET' | 'POST',
  query: string,
  variables: Record<string, unknown> = {},
): Promise<EventStream<Data>> {
  const abort = new AbortController();
  const headers = { accept: 'text/event-stream' };
  const { signal } = abort;
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const response =
    method === 'GET'
      ? await fetch(`${url}?${search}`, { headers, signal })
      : await fetch(url, {
          method,
          signal,
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        });
  const events: LiveEvent<Data>[] = [];
  const read = async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const lines = message.split('\n');
        const data = lines
          .flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []))
          .join('\n');
        if (lines.includes('event: next')) events.push(JSON.parse(data));
      }
    }
  };
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    events,
    ended: read().catch(() => undefined),
    stop: () => abort.abort(),
  };
}
