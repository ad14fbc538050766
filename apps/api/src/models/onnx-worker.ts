import { parentPort } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { OnnxReply, OnnxRequest } from './onnx-messages.ts';
import type { ModelFile, ModelOutput } from './predictor.ts';

// `session.run()` is synchronous inside: here it blocks nobody but the next run.

interface LoadedModel {
  session: InferenceSession;
  file: ModelFile;
}

const models = new Map<number, LoadedModel>();
const port = parentPort;
if (!port) throw new Error('onnx-worker.ts runs as a worker thread only.');

const reply = (message: OnnxReply, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

async function run({ session, file }: LoadedModel, inputs: Float32Array, rows: number): Promise<ModelOutput> {
  const feeds = { [file.inputName]: new Tensor('float32', inputs, [rows, file.features]) };
  // Only the wanted output: the labels of tree ensembles were wrong in some versions of the runtime.
  const results = await session.run(feeds, [file.outputName]);
  const output = results[file.outputName];
  const { data, dims } = output;
  if (!(data instanceof Float32Array))
    throw new Error(`The output "${file.outputName}" is ${output.type}, not float.`);
  const columns = dims.length === 1 ? 1 : dims[1];
  if (dims[0] !== rows || !file.outputs.includes(columns)) {
    throw new Error(
      `The output "${file.outputName}" is [${dims.join(', ')}]; wanted [${rows}, ${file.outputs.join(' or ')}].`,
    );
  }
  return { data, rows, columns };
}

async function load(file: ModelFile): Promise<LoadedModel> {
  const session = await InferenceSession.create(file.bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 4,
  });
  const missing = (names: readonly string[], name: string) => !names.includes(name);
  if (missing(session.inputNames, file.inputName)) {
    throw new Error(`The model has no input "${file.inputName}" (it has: ${session.inputNames.join(', ')}).`);
  }
  if (missing(session.outputNames, file.outputName)) {
    throw new Error(
      `The model has no output "${file.outputName}" (it has: ${session.outputNames.join(', ')}).`,
    );
  }
  const model = { session, file };
  // A first run proves the shapes, and warms the session up.
  await run(model, new Float32Array(file.features), 1);
  return model;
}

async function handle(request: OnnxRequest): Promise<void> {
  switch (request.kind) {
    case 'LOAD':
      models.set(request.model, await load(request.file));
      return reply({ kind: 'LOADED', id: request.id });
    case 'RUN': {
      const model = models.get(request.model);
      if (!model) throw new Error('The model is not loaded.');
      const output = await run(model, request.inputs, request.rows);
      // A copy of its own, since the runtime's memory cannot be handed over.
      const data = Float32Array.from(output.data);
      return reply({ kind: 'OUTPUT', id: request.id, output: { ...output, data } }, [data.buffer]);
    }
    case 'CLOSE':
      await Promise.all([...models.values()].map(({ session }) => session.release()));
      models.clear();
      return reply({ kind: 'CLOSED', id: request.id });
  }
}

port.on('message', (request: OnnxRequest) => {
  handle(request).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    reply({ kind: 'FAILED', id: request.id, message });
  });
});
