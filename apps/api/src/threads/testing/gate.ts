import { setImmediate } from 'node:timers/promises';

/** Places in the memory of a gate: threads that it holds, and whether it is closed. */
export const RUNNING = 0;
export const CLOSED = 1;

/** Shared with threads, which it holds until it is opened. */
export function closedGate(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)).fill(1, CLOSED);
}

export function openGate(gate: Int32Array): void {
  Atomics.store(gate, CLOSED, 0);
  Atomics.notify(gate, CLOSED);
}

/** Fulfilled when a thread stands at the gate. */
export async function someoneAt(gate: Int32Array): Promise<void> {
  while (Atomics.load(gate, RUNNING) === 0) await setImmediate();
}
