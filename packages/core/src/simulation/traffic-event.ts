/** A prediction that a simulated client asks for. */
export interface SimulatedPrediction {
  readonly kind: 'PREDICTION';
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly subject: string;
  /**
   * What the model is sent, in the manifest's feature order: the value, or the index of the category, NaN for missing
   * (the codec's `decode` makes the input object of it). Visits share arrays: read only.
   */
  readonly values: Float64Array;
  readonly latencyMs: number;
  /** The server fails on this one: it has no answer. */
  readonly fails: boolean;
  /** `source:web`, `source:app` or `source:partner`, always one of them; `nightly-batch` where it holds. */
  readonly tags: readonly string[];
}

/** A report of what became of a subject. */
export interface SimulatedOutcome {
  readonly kind: 'OUTCOME';
  /** When the report reaches the server, Unix milliseconds. */
  readonly reportedAtMs: number;
  readonly subject: string;
  /** Class index of the manifest. */
  readonly label: number;
  /** When it happened, Unix milliseconds. */
  readonly eventAtMs: number;
}

export type SimulatedEvent = SimulatedPrediction | SimulatedOutcome;

/** When an event reaches the server: what a stream of events is ordered by. */
export function eventMs(event: SimulatedEvent): number {
  return event.kind === 'PREDICTION' ? event.atMs : event.reportedAtMs;
}
