import { copyFile, cp, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { customer } from './testing/customer.ts';
import { PREDICT, PREDICT_ANY, type PredictionAnswer } from './testing/documents.ts';
import { onlyProblem } from './testing/graphql-client.ts';
import {
  freePort,
  occupyPort,
  startOutsidePostgres,
  type OutsidePostgres,
} from './testing/outside-postgres.ts';
import {
  cleanUp,
  interrupt,
  postmasterPid,
  processesOf,
  runServer,
  shippedModel,
  startServer,
  temporaryFolder,
  temporaryModels,
} from './testing/server-process.ts';

/** One line says why; nothing is left running, and a port that was free is free again. */
async function expectNoStart(settings: Record<string, string>, reason: RegExp) {
  const dataDir = await temporaryFolder();
  const port = settings.PORT ?? String(await freePort());
  const server = runServer({ KILTER_DATA_DIR: dataDir, ...settings, PORT: port });
  expect(await server.exit).toEqual({ code: 1, signal: null });
  const lines = server.stderr().trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^Kilter did not start\. \S/);
  expect(lines[0]).toMatch(reason);
  expect(server.stdout()).not.toContain('is up');
  await vi.waitFor(async () => expect(await processesOf(dataDir)).toEqual([]));
  expect(await postmasterPid(dataDir)).toBeNull();
}

describe('a start that cannot succeed says why in one line, and leaves nothing running', () => {
  afterAll(cleanUp);

  test('a port in use', async () => {
    const { port, close } = await occupyPort();
    await expectNoStart({ PORT: String(port) }, new RegExp(`Port ${port} is in use.*PORT`));
    await close();
  });
  test('a port that is none', () => expectNoStart({ PORT: '99999' }, /PORT/));
  test('an address that others can reach', () => expectNoStart({ HOST: '0.0.0.0' }, /HOST.*loopback/));
  test('no model folder', async () => {
    const folder = join(await temporaryFolder(), 'none');
    await expectNoStart({ KILTER_MODELS_DIR: folder }, /no model folder.*KILTER_MODELS_DIR/i);
  });
  test('a model folder without models', async () =>
    expectNoStart({ KILTER_MODELS_DIR: await temporaryFolder() }, /holds no model/));
  test('a default model that is not there', () =>
    expectNoStart({ KILTER_DEFAULT_MODEL: 'nobody' }, /KILTER_DEFAULT_MODEL is "nobody"/));
  test('a DATABASE_URL that is no URL', () => expectNoStart({ DATABASE_URL: 'localhost' }, /DATABASE_URL/));
  test('a DATABASE_URL that cannot be read', () =>
    expectNoStart({ DATABASE_URL: 'postgres://localhost:port/kilter' }, /DATABASE_URL/));
  test('a DATABASE_URL where nobody listens', async () => {
    const port = await freePort();
    await expectNoStart(
      { DATABASE_URL: `postgres://kilter@127.0.0.1:${port}/kilter` },
      /DATABASE_URL.*ECONNREFUSED/,
    );
    await expectNoStart(
      { DATABASE_URL: `postgres://kilter@localhost:${port}/kilter` },
      /DATABASE_URL.*ECONNREFUSED/,
    );
  });
  test('a DATABASE_URL of a server that does not speak PostgreSQL', async () => {
    const { port, close } = await occupyPort();
    await expectNoStart({ DATABASE_URL: `postgres://kilter@127.0.0.1:${port}/kilter` }, /DATABASE_URL/);
    await close();
  });
});

test('a dashboard port in use is a warning: the dashboard is at the other port', async () => {
  const { port, close } = await occupyPort();
  const server = await startServer({
    KILTER_DATA_DIR: await temporaryFolder(),
    DASHBOARD_PORT: String(port),
  });
  expect(server.stdout()).toContain(`Warning: Port ${port} is in use.`);
  expect(new URL(server.dashboardUrl).port).toBe(new URL(server.graphqlUrl).port);
  expect((await server.client.predict(customer())).label).not.toBeNull();
  expect(await interrupt(server)).toEqual({ code: 0, signal: null });
  await close();
  await cleanUp();
});

describe('a PostgreSQL of the operator', () => {
  let postgres: OutsidePostgres;

  beforeAll(async () => {
    postgres = await startOutsidePostgres();
  });
  afterAll(async () => {
    await postgres.stop();
    await cleanUp();
  });

  test('is used by its DATABASE_URL, and is left running', async () => {
    const dataDir = await temporaryFolder();
    const settings = { KILTER_DATA_DIR: dataDir, DATABASE_URL: postgres.url() };
    const first = await startServer(settings);
    const answer = await first.client.predict(customer(), { subject: 'outside' });
    expect(await interrupt(first)).toEqual({ code: 0, signal: null });
    expect(first.stderr()).toBe('');
    expect(first.stdout()).not.toContain('p@ss');
    // Nothing of an embedded one was made.
    expect(await readdir(dataDir)).toEqual([]);
    const second = await startServer(settings);
    expect((await second.client.performance()).totalPredictions).toBe(1);
    const document = 'query Subject($id: ID!) { prediction(id: $id) { subject } }';
    expect(await second.client.ask(document, { id: answer.id })).toEqual({
      prediction: { subject: 'outside' },
    });
    await interrupt(second);
  });

  test('with a wrong password cannot be used, and the password is not told', async () => {
    const wrong = postgres.url({ password: 'wrong-secret' });
    await expectNoStart({ DATABASE_URL: wrong }, /DATABASE_URL cannot be used: (?!.*wrong-secret).*password/);
  });

  test('without the database cannot be used', () =>
    expectNoStart(
      { DATABASE_URL: postgres.url({ database: 'nowhere' }) },
      /DATABASE_URL cannot be used: .*"nowhere" does not exist/,
    ));
});

describe('models that are broken at the start', () => {
  afterEach(cleanUp);

  /** The shipped model under another name. */
  async function addModel(modelsDir: string, name: string) {
    await cp(join(modelsDir, 'churn'), join(modelsDir, name), { recursive: true });
    const path = join(modelsDir, name, 'manifest.json');
    const manifest: object = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...manifest, name }));
  }

  test('leave the others serving, say why, refuse what they cannot answer, and load once they are mended', async () => {
    const modelsDir = await temporaryModels();
    const place = (name: string, file: string) => join(modelsDir, name, file);
    for (const name of ['garbage', 'fileless', 'unreadable', 'replaced']) await addModel(modelsDir, name);
    await writeFile(place('garbage', 'model.onnx'), 'this is no model');
    await rm(place('fileless', 'model.onnx'));
    await rename(place('unreadable', 'manifest.json'), join(modelsDir, 'manifest.kept'));
    await writeFile(place('unreadable', 'manifest.json'), '{ "name": ');
    // Put right later by a file that is older than the broken one: what `mv` and `cp -p` do.
    await rename(place('replaced', 'model.onnx'), join(modelsDir, 'model.kept'));
    await utimes(join(modelsDir, 'model.kept'), new Date('2020-01-01'), new Date('2020-01-01'));
    await writeFile(place('replaced', 'model.onnx'), '');

    const server = await startServer({
      KILTER_DATA_DIR: await temporaryFolder(),
      KILTER_MODELS_DIR: modelsDir,
    });
    const { client } = server;
    const modelsByName = async () => {
      const { status, models } = await client.health();
      return { status, byName: new Map(models.map((model) => [model.name, model])) };
    };
    const predictBy = (model: string) =>
      client.request<{ predict: PredictionAnswer }>(PREDICT_ANY, { model, features: customer() });

    expect((await client.predict(customer())).label).not.toBeNull();
    const { status, byName } = await modelsByName();
    expect(status).toBe('MODEL_NOT_LOADED');
    expect(byName.get('churn')).toEqual({ name: 'churn', version: '1.0.0', loaded: true, reason: null });
    const reasons: [string, RegExp][] = [
      ['garbage', /^model\.onnx: \S/],
      ['fileless', /^model\.onnx: the file is missing$/],
      ['unreadable', /^manifest\.json: is not JSON$/],
      ['replaced', /^model\.onnx: \S/],
    ];
    for (const [name, reason] of reasons) {
      expect(byName.get(name)).toMatchObject({ name, loaded: false, reason: expect.stringMatching(reason) });
      const { message, extensions } = onlyProblem(await predictBy(name));
      expect(extensions).toEqual({ code: 'MODEL_NOT_LOADED', field: 'model', retryable: true });
      expect(message).not.toContain(modelsDir);
      expect(server.stdout()).toContain(`${name} (not loaded: `);
    }

    const shipped = await readFile(shippedModel('model.onnx'));
    await writeFile(place('garbage', 'model.onnx'), shipped);
    await writeFile(place('fileless', 'model.onnx'), shipped);
    await rename(join(modelsDir, 'manifest.kept'), place('unreadable', 'manifest.json'));
    await rename(join(modelsDir, 'model.kept'), place('replaced', 'model.onnx'));
    await vi.waitFor(
      async () => {
        const after = await modelsByName();
        expect([...after.byName.values()].filter(({ loaded }) => !loaded)).toEqual([]);
        expect(after.status).toBe('HEALTHY');
      },
      { timeout: 8_000 },
    );
    const expected = await client.predict(customer());
    for (const [name] of reasons) {
      const { data, errors } = await predictBy(name);
      expect(errors).toEqual([]);
      expect(data?.predict.probability).toBe(expected.probability);
    }
    // Its typed mutation came with its manifest.
    const typed = PREDICT.replace('ChurnInput', 'UnreadableInput').replace(
      'predictChurn',
      'predictUnreadable',
    );
    expect((await client.request(typed, { input: customer() })).errors).toEqual([]);
    expect(await interrupt(server)).toEqual({ code: 0, signal: null });
  });

  test('may be all there are: the server is up, and serves once the model is there', async () => {
    const modelsDir = await temporaryFolder();
    await mkdir(join(modelsDir, 'churn'));
    const server = await startServer({
      KILTER_DATA_DIR: await temporaryFolder(),
      KILTER_MODELS_DIR: modelsDir,
    });
    const health = await server.client.health();
    expect(health.status).toBe('MODEL_NOT_LOADED');
    expect(health.models).toEqual([
      { name: 'churn', version: null, loaded: false, reason: 'manifest.json: the file is missing' },
    ]);
    const answer = await server.client.request('{ performance { status } }');
    expect(onlyProblem(answer).extensions.code).toBe('MODEL_NOT_LOADED');
    for (const file of ['model.onnx', 'manifest.json']) {
      await copyFile(shippedModel(file), join(modelsDir, 'churn', file));
    }
    await vi.waitFor(async () => expect((await server.client.health()).status).toBe('HEALTHY'), {
      timeout: 8_000,
    });
    expect((await server.client.predict(customer())).label).not.toBeNull();
    expect(await interrupt(server)).toEqual({ code: 0, signal: null });
  });
});
