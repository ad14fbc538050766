import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { WebSocket } from 'ws';
import { customer } from '../testing/customer.ts';
import { PREDICT, PREDICTIONS_ADDED } from '../testing/documents.ts';
import type { Problem } from '../testing/graphql-client.ts';
import { countRows } from '../testing/recompute.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import { MAX_BODY_BYTES } from './graphql-http.ts';

let app: TestApp;
let close: () => Promise<void>;

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());

const JSON_TYPE = { 'content-type': 'application/json' };

async function post(body: string, headers: Record<string, string> = JSON_TYPE) {
  const response = await fetch(app.url, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers };
}

/** The body is nothing but one error in the form of all errors. */
function problemOf(text: string): Problem {
  const body: { errors: Problem[] } = JSON.parse(text);
  expect(body.errors).toHaveLength(1);
  return body.errors[0];
}

const BAD_INPUT = { code: 'BAD_USER_INPUT', retryable: false };
const goodBody = JSON.stringify({ query: PREDICT, variables: { input: customer() } });

describe('a body that is no request', () => {
  test.each([
    ['text', 'predict, please'],
    ['cut off', goodBody.slice(0, -10)],
    ['empty', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['without a query', '{}'],
    ['with a query that is no text', '{"query": 5}'],
    ['with variables that are no object', '{"query": "{ health { status } }", "variables": [1]}'],
    ['with an operation name that is no text', '{"query": "{ health { status } }", "operationName": 5}'],
  ])('%s is 400', async (_, body) => {
    const { status, text } = await post(body);
    expect(status).toBe(400);
    expect(problemOf(text).extensions).toEqual(BAD_INPUT);
  });

  test('too large is 413, and nothing is stored', async () => {
    const before = await countRows(app.db.sql);
    const { status, text } = await post(
      JSON.stringify({
        query: PREDICT,
        variables: { input: customer(), subject: 'x'.repeat(MAX_BODY_BYTES) },
      }),
    );
    expect(status).toBe(413);
    expect(problemOf(text).extensions).toEqual(BAD_INPUT);
    expect(await countRows(app.db.sql)).toBe(before);
  });

  test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])(
    'as %s, which a page of another site can send without asking, is not run',
    async (type) => {
      const before = await countRows(app.db.sql);
      const { text } = await post(goodBody, { 'content-type': type });
      expect(text).not.toContain('"data"');
      expect(await countRows(app.db.sql)).toBe(before);
    },
  );
});

describe('GraphQL that cannot be run', () => {
  const send = (body: Record<string, unknown>) => post(JSON.stringify(body));
  test.each([
    ['a syntax error', '{ health {'],
    ['an unknown field', '{ nothing }'],
    ['no operation', 'fragment f on Health { status }'],
    ['a subscription without a stream', PREDICTIONS_ADDED],
  ])('%s is BAD_USER_INPUT', async (_, query) => {
    const { status, text } = await send({ query });
    expect(status).toBe(200);
    expect(problemOf(text).extensions).toEqual(BAD_INPUT);
  });

  test('an operation name that the document has not is BAD_USER_INPUT', async () => {
    const { text } = await send({ query: 'query A { health { status } }', operationName: 'B' });
    expect(problemOf(text).extensions).toEqual(BAD_INPUT);
  });

  test('a document of more than 100,000 tokens is BAD_USER_INPUT', async () => {
    const { text } = await send({ query: `{ ${'a '.repeat(100_001)} }` });
    expect(problemOf(text).extensions).toEqual(BAD_INPUT);
  });

  const get = async (search: Record<string, string>) => {
    const response = await fetch(`${app.url}?${new URLSearchParams(search)}`, {
      headers: { accept: 'application/json' },
    });
    return response.text();
  };

  test('a mutation by GET is refused', async () => {
    const before = await countRows(app.db.sql);
    const text = await get({ query: PREDICT, variables: JSON.stringify({ input: customer() }) });
    expect(problemOf(text).extensions).toEqual(BAD_INPUT);
    expect(await countRows(app.db.sql)).toBe(before);
  });

  test('errors of a query by GET have the same form', async () => {
    expect(problemOf(await get({ query: '{ nothing }' })).extensions).toEqual(BAD_INPUT);
    expect(problemOf(await get({ query: '{ health {' })).extensions).toEqual(BAD_INPUT);
    expect(problemOf(await get({ query: '{ prediction(id: "nonsense") { id } }' })).extensions).toEqual({
      ...BAD_INPUT,
      field: 'id',
    });
    expect(problemOf(await get({ query: '{ performance(model: "nobody") { status } }' })).extensions).toEqual(
      {
        code: 'UNKNOWN_MODEL',
        field: 'model',
        retryable: false,
      },
    );
  });

  test('with several operations the named one is run', async () => {
    const query = 'query A { health { status } } query B { health { version } }';
    const { text } = await send({ query, operationName: 'B' });
    expect(JSON.parse(text)).toEqual({ data: { health: { version: expect.any(String) } } });
  });
});

describe('a page of another site', () => {
  const origin = 'https://evil.example';

  test('cannot send a request', async () => {
    const before = await countRows(app.db.sql);
    const { status, text, headers } = await post(goodBody, { ...JSON_TYPE, origin });
    expect(status).toBe(403);
    expect(problemOf(text).extensions).toEqual({ code: 'FORBIDDEN', retryable: false });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(await countRows(app.db.sql)).toBe(before);
  });

  test('is not invited by a preflight', async () => {
    const response = await fetch(app.url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test.each([origin, 'null', 'http://127.0.0.1:1'])('cannot open a websocket as %s', async (other) => {
    const socket = new WebSocket(app.url.replace('http', 'ws'), 'graphql-transport-ws', { origin: other });
    const { promise: outcome, resolve } = Promise.withResolvers<string>();
    socket.on('open', () => resolve('open'));
    socket.on('error', (error) => resolve(error.message));
    expect(await outcome).toContain('403');
    socket.terminate();
  });

  test('is told apart from our own page', async () => {
    const { status, text } = await post(goodBody, { ...JSON_TYPE, origin: app.origin });
    expect(status).toBe(200);
    expect(text).toContain('"probability"');
  });
});

describe('GraphiQL', () => {
  test('is served with everything it needs, for it must work offline', async () => {
    const response = await fetch(app.url, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type')).toContain('text/html');
    const html = await response.text();
    const tags = html.match(/<(script|link|img|iframe)\b[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(0);
    for (const tag of tags) expect(tag).not.toMatch(/(src|href)\s*=\s*["']?(https?:)?\/\//);
    expect(html).toContain('predictChurn');
  });
});

describe('other paths', () => {
  test('that do not exist are 404', async () => {
    expect((await fetch(`${app.origin}/nothing/here`)).status).toBe(404);
  });

  test('cannot leave the folder of the dashboard', async () => {
    for (const path of [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/package.json',
      '/assets/../../src/main.ts',
    ]) {
      const body = await rawGet(path);
      expect(body).not.toContain('@kilter');
      expect(body).not.toContain('import ');
    }
  });
});

test('peers that hang up in mid-handshake leave the server standing', async () => {
  for (const path of ['/graphql', '/elsewhere']) {
    await Promise.all(Array.from({ length: 20 }, () => hangUpDuringUpgrade(path)));
  }
  expect((await app.client.predict(customer())).label).not.toBeNull();
});

/** Without a client that tidies the path up. */
function rawGet(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(app.port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('end', () => resolve(text)).on('error', reject);
  });
}

function hangUpDuringUpgrade(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(app.port, '127.0.0.1', () => {
      const key = 'dGhlIHNhbXBsZSBub25jZQ==';
      const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`;
      socket.write(request, () => socket.resetAndDestroy());
    });
    socket.on('close', () => resolve()).on('error', reject);
  });
}
