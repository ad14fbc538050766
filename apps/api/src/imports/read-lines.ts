import type { FileHandle } from 'node:fs/promises';

const BYTES_AT_ONCE = 256 * 1024;
/** Longest line, in UTF-16 units: a longer one is no line of a log. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** A file that cannot be read as what its name says. The message is one line for the operator. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

/** The lines of a UTF-8 file without "\n", some at a time; `onBytes` is told how far it was read. */
export async function* readLines(
  file: FileHandle,
  onBytes: (position: number) => void,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8');
  const buffer = Buffer.allocUnsafe(BYTES_AT_ONCE);
  let position = 0;
  let rest = '';
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, BYTES_AT_ONCE, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    onBytes(position);
    const lines = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new UnreadableFileError('it has a line of more than 8 MB');
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}
