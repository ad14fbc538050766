import { Worker } from 'node:worker_threads';
import { failure } from '@kilter/core/errors/error-code';
import type { OnnxReply, OnnxRequest } from './onnx-messages.ts';
import type { ModelRuntime, Predictor } from './predictor.ts';

type Waiting = { resolve(reply: OnnxReply): void; reject(error: Error): void };
type RequestBody = OnnxRequest extends infer R ? (R extends OnnxRequest ? Omit<R, 'id'> : never) : never;

/** All models of this process in one worker thread, which never blocks the event loop of the server. */
export function createOnnxRuntime(): ModelRuntime {
  const worker = new Worker(new URL('./onnx-worker.ts', import.meta.url), { name: 'onnx' });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let lastModel = 0;
  let broken: Error | null = null;

  worker.on('message', (reply: OnnxReply) => {
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  const giveUp = (error: Error) => {
    broken = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('error', giveUp);
  worker.on('exit', () => giveUp(new Error('The inference worker has ended.')));

  const ask = (body: RequestBody, transfer: ArrayBuffer[] = []): Promise<OnnxReply> => {
    if (broken) return Promise.reject(broken);
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...body, id }, transfer);
    });
  };

  const predictorOf = (model: number): Predictor => ({
    run: async (inputs, rows) => {
      const reply = await ask({ kind: 'RUN', model, inputs, rows }, [inputs.buffer]);
      if (reply.kind === 'OUTPUT') return reply.output;
      throw new Error(reply.kind === 'FAILED' ? reply.message : 'The inference worker lost its way.');
    },
  });

  return {
    load: async (file) => {
      const model = ++lastModel;
      const reply = await ask({ kind: 'LOAD', model, file });
      return reply.kind === 'FAILED'
        ? { ok: false, failure: failure('MODEL_NOT_LOADED', reply.message) }
        : { ok: true, predictor: predictorOf(model) };
    },
    // A worker that is terminated in mid-run takes the whole process with it: ask it to stop first.
    close: async () => {
      if (broken) return;
      await ask({ kind: 'CLOSE' });
      await worker.terminate();
    },
  };
}
