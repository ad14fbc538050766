import { parentPort, workerData } from 'node:worker_threads';
import { explainChange, type ChangeRequest } from '@kilter/core/change/explain-change';

// Learning takes about a second of a thread: this one does it once, and ends.

const request: ChangeRequest = workerData;
parentPort?.postMessage(explainChange(request));
