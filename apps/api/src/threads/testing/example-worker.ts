import process from 'node:process';
import { fail } from '@kilter/core/errors/error-code';
import { answerOnThread } from '../answer-on-thread.ts';
import { CLOSED, RUNNING } from './gate.ts';

export type ExampleRequest =
  | { kind: 'ECHO'; value: unknown }
  | { kind: 'REFUSE'; field: string }
  | { kind: 'BREAK'; message: string }
  | { kind: 'LEAVE'; code: number }
  /** Says that it runs, and holds its thread until the gate is opened. Answers how many ran when it began. */
  | { kind: 'HOLD'; gate: Int32Array };

export const example = answerOnThread((request: ExampleRequest): unknown => {
  switch (request.kind) {
    case 'ECHO':
      return request.value;
    case 'REFUSE':
      return fail('BAD_USER_INPUT', 'will not do', request.field);
    case 'BREAK':
      throw new TypeError(request.message);
    case 'LEAVE':
      return process.exit(request.code);
    case 'HOLD': {
      const others = Atomics.add(request.gate, RUNNING, 1);
      Atomics.wait(request.gate, CLOSED, 1);
      Atomics.sub(request.gate, RUNNING, 1);
      return others;
    }
  }
});
