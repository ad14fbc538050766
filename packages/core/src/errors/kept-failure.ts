import type { ErrorCode, Failure } from './error-code.ts';

const LONGEST_MESSAGE = 500;
const LONGEST_FIELD = 200;

/**
 * A failure as it is kept: without the number of an item in its batch ("items.3.input.age" becomes "items.*.input.age"),
 * so that equal ones are equal, cut to a length, and without NUL bytes, which no table takes.
 */
export function keptFailure({ code, message, field }: Failure): Failure {
  const place = field === null ? null : field.replace(/(?<=^|\.)\d+(?=\.|$)/g, '*');
  const words = field === null || place === null ? message : message.replaceAll(field, place);
  return { code, message: cut(words, LONGEST_MESSAGE), field: place && cut(place, LONGEST_FIELD) };
}

function cut(text: string, length: number): string {
  const plain = text.replaceAll('\0', '\uFFFD').toWellFormed();
  return plain.length > length ? `${plain.slice(0, length - 1).toWellFormed()}…` : plain;
}

/** Stands for failures of a code that are too many to be kept one by one. */
export function furtherFailures(code: ErrorCode): Failure {
  return { code, message: 'Further errors of this kind: too many to be kept one by one.', field: null };
}
