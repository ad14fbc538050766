import type { ModelOutput, Predictor } from './predictor.ts';

export const MAX_BATCH_ROWS = 512;

interface Request {
  rows: number;
  /** Writes its rows into the batch. */
  fill(target: Float32Array, offset: number): void;
  resolve(output: ModelOutput): void;
  reject(error: unknown): void;
}

/** Runs what arrives while a run is in flight as the next run: an idle model answers at once, a busy one in batches. */
export function createMicroBatcher(predictor: Predictor, width: number) {
  let queue: Request[] = [];
  let running = false;

  const nextBatch = (): Request[] => {
    let rows = queue[0].rows;
    let taken = 1;
    while (taken < queue.length && rows + queue[taken].rows <= MAX_BATCH_ROWS) rows += queue[taken++].rows;
    const batch = queue.slice(0, taken);
    queue = queue.slice(taken);
    return batch;
  };

  const runBatch = async (batch: Request[]): Promise<void> => {
    const rows = batch.reduce((sum, request) => sum + request.rows, 0);
    const inputs = new Float32Array(rows * width);
    let offset = 0;
    for (const request of batch) {
      request.fill(inputs, offset);
      offset += request.rows * width;
    }
    try {
      const output = await predictor.run(inputs, rows);
      let from = 0;
      for (const request of batch) {
        const to = from + request.rows * output.columns;
        request.resolve({
          data: output.data.subarray(from, to),
          rows: request.rows,
          columns: output.columns,
        });
        from = to;
      }
    } catch (error) {
      for (const request of batch) request.reject(error);
    }
  };

  const pump = async (): Promise<void> => {
    running = true;
    while (queue.length > 0) await runBatch(nextBatch());
    running = false;
  };

  return {
    /** `fill` writes `rows` rows of `width` numbers. Past 512 rows the caller splits. */
    run(rows: number, fill: Request['fill']): Promise<ModelOutput> {
      return new Promise((resolve, reject) => {
        queue.push({ rows, fill, resolve, reject });
        if (!running) void pump();
      });
    },
  };
}

export type MicroBatcher = ReturnType<typeof createMicroBatcher>;
