import { readSync } from 'node:fs';
import type { AsyncBuffer } from 'hyparquet';

/** An open file, as the library reads it. */
export function bufferOf(file: number, size: number): AsyncBuffer {
  return {
    byteLength: size,
    slice: (from, to = size) => {
      if (from < 0 || to > size || from > to) throw new Error('it points outside of itself');
      return bytesIn(file, { from, to }).buffer;
    },
  };
}

/** The bytes of an open file from a position to another. */
export function bytesIn(
  file: number,
  { from, to }: { from: number; to: number },
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(to - from);
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, bytes, at, bytes.length - at, from + at);
    if (read === 0) throw new Error('it has become shorter');
    at += read;
  }
  return bytes;
}
