import { RestRefusal } from './rest-refusal.ts';

interface WholeNumber {
  from: number;
  to: number;
  /** Without the parameter. */
  otherwise: number;
}

export const HOURS: WholeNumber = { from: 1, to: 8_784, otherwise: 24 };
export const NUM_SAMPLES: WholeNumber = { from: 1, to: 100_000, otherwise: 100 };

/** A parameter of the query string; 422 unless it stands there once at most, as a whole number within bounds. */
export function readWholeNumber(
  query: URLSearchParams,
  name: string,
  { from, to, otherwise }: WholeNumber,
): number {
  const sent = query.getAll(name);
  if (sent.length === 0) return otherwise;
  const value = sent.length === 1 && /^\d{1,9}$/.test(sent[0]) ? Number(sent[0]) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw new RestRefusal(422, `${name} must be a whole number from ${from} to ${to}`);
}
