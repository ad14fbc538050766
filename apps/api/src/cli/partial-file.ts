import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

/** A file that is there whole or not at all: written beside its place, and moved there at the end. */
export interface PartialFile {
  /** Waits while more is buffered than should be. */
  write(text: string): Promise<void>;
  /** Puts it in its place, over what was there. */
  finish(): Promise<void>;
  /** Takes it away. */
  discard(): Promise<void>;
}

export async function createPartialFile(path: string): Promise<PartialFile> {
  const partial = `${path}.${process.pid}.partial`;
  const stream = createWriteStream(partial, { flags: 'w' });
  await once(stream, 'open');
  return {
    write: (text) => writeTo(stream, text),
    finish: async () => {
      stream.end();
      await finished(stream);
      await rename(partial, path);
    },
    discard: async () => {
      stream.destroy();
      await rm(partial, { force: true });
    },
  };
}

/** Writes to a stream, and waits while more is buffered than should be. */
export async function writeTo(stream: WriteStream | NodeJS.WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}
