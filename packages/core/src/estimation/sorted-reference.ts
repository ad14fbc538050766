import { ascendingOrder } from '../statistics/ascending-order.ts';
import type { KnownRows } from './scored-rows.ts';

/** Labelled rows by ascending score; equal scores in their order. */
export interface SortedReference {
  readonly scores: Float64Array;
  readonly predicted: Uint8Array;
  readonly targets: Uint8Array;
  /** Where each row stood among those given, the ones left out included. */
  readonly places: Uint32Array;
  readonly positives: number;
}

export function sortReference({ scores, predicted, targets, places }: KnownRows): SortedReference {
  const order = ascendingOrder(scores);
  const sorted = {
    scores: new Float64Array(order.length),
    predicted: new Uint8Array(order.length),
    targets: new Uint8Array(order.length),
    places: new Uint32Array(order.length),
  };
  let positives = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i];
    sorted.scores[i] = scores[row];
    sorted.predicted[i] = predicted[row];
    sorted.targets[i] = targets[row];
    sorted.places[i] = places[row];
    positives += targets[row];
  }
  return { ...sorted, positives };
}
