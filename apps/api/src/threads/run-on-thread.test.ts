import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { KilterError } from '@kilter/core/errors/error-code';
import { createThreads, type RunOnThread } from './run-on-thread.ts';
import type { example, ExampleRequest } from './testing/example-worker.ts';
import { closedGate, openGate, someoneAt } from './testing/gate.ts';

const file = new URL('./testing/example-worker.ts', import.meta.url);
const ask = (run: RunOnThread, request: ExampleRequest) => run<typeof example>(file, request);
const echo = (run: RunOnThread, value: unknown) => ask(run, { kind: 'ECHO', value });

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await setImmediate();
}

test('plain data goes to a thread and comes back', async () => {
  const value = { columns: [Float64Array.of(1, NaN)], counts: new Map([['a', 2]]), none: null };
  expect(await echo(createThreads(), value)).toEqual(value);
});

test('what the work refuses is thrown with its code and field', async () => {
  const refused = ask(createThreads(), { kind: 'REFUSE', field: 'input.tenure' });
  await expect(refused).rejects.toBeInstanceOf(KilterError);
  await expect(refused).rejects.toMatchObject({
    failure: { code: 'BAD_USER_INPUT', message: 'will not do', field: 'input.tenure' },
  });
});

test('a thread that breaks is an error of its own kind, and the next one starts', async () => {
  const run = createThreads();
  const broken = ask(run, { kind: 'BREAK', message: 'no such column' });
  const left = ask(run, { kind: 'LEAVE', code: 3 });
  const uncopied = echo(run, () => 'a function cannot be copied');
  const next = echo(run, 'well');
  await expect(broken).rejects.not.toBeInstanceOf(KilterError);
  await expect(broken).rejects.toMatchObject({
    message: 'The thread of example-worker ended with 1.',
    cause: { name: 'TypeError', message: 'no such column' },
  });
  await expect(left).rejects.toThrow('The thread of example-worker ended with 3.');
  await expect(uncopied).rejects.toThrow('could not be cloned');
  expect(await next).toBe('well');
});

test('the event loop goes on while a thread works', async () => {
  const gate = closedGate();
  const others = ask(createThreads(), { kind: 'HOLD', gate });
  await someoneAt(gate);
  // The thread ends only after these turns: on the event loop it would hold them forever.
  await turns(100);
  openGate(gate);
  expect(await others).toBe(0);
});

test('there is one thread at a time, in the order of asking', async () => {
  const run = createThreads();
  const gate = closedGate();
  const order: string[] = [];
  const note = (name: string) => (answer: unknown) => {
    order.push(name);
    return answer;
  };
  const answers = [
    ask(run, { kind: 'HOLD', gate }).then(note('first')),
    ask(run, { kind: 'HOLD', gate }).then(note('second')),
    ask(run, { kind: 'REFUSE', field: '' }).catch(note('third')),
    ask(run, { kind: 'HOLD', gate }).then(note('fourth')),
  ];
  await someoneAt(gate);
  // While others come and go, the second does not begin.
  await echo(createThreads(), null);
  await echo(createThreads(), null);
  openGate(gate);
  const [first, second, , fourth] = await Promise.all(answers);
  expect([first, second, fourth]).toEqual([0, 0, 0]);
  expect(order).toEqual(['first', 'second', 'third', 'fourth']);
});

test('more than may wait are refused at once', async () => {
  const run = createThreads(2);
  const gate = closedGate();
  const answers = [ask(run, { kind: 'HOLD', gate }), echo(run, 'second')];
  await expect(echo(run, 'third')).rejects.toMatchObject({ failure: { code: 'OVERLOADED' } });
  openGate(gate);
  expect(await Promise.all(answers)).toEqual([0, 'second']);
  expect(await echo(run, 'fourth')).toBe('fourth');
});

test('a process may end while a thread works', () => {
  const program = fileURLToPath(new URL('./testing/exit-while-held.ts', import.meta.url));
  const { status, signal, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  expect({ status, signal }, stderr).toEqual({ status: 0, signal: null });
});
