import { readSync } from 'node:fs';
import { CHUNK_BYTES } from '../bytes/file-chunks.js';

/** Bytes by their positions, of a file or of what has come of a stream. */
export interface Bytes {
  /** How many there are; Infinity of a stream that has not ended. */
  readonly size: number;
  /** Copies so many bytes from a position into a buffer, and gives how many there were. */
  readAt: (into: Buffer, at: number, count: number, position: number) => number;
  /** The bytes from a position on, until nobody wants more. */
  chunks: (position: number, isDone: () => boolean) => AsyncGenerator<Buffer>;
}

/** The bytes of an open file; told is how far those come that are taken in chunks. */
export function fileBytes(
  fd: number,
  size: number,
  onCome: (position: number) => void = () => {},
): Bytes {
  return {
    size,
    readAt: (into, at, count, position) => readSync(fd, into, at, count, position),
    async *chunks(from, isDone) {
      for (let position = from; position < size && !isDone(); ) {
        const chunk = Buffer.allocUnsafe(Math.min(chunkEnd(position), size) - position);
        const count = readSync(fd, chunk, 0, chunk.length, position);
        if (count === 0) return;
        yield chunk.subarray(0, count);
        position += count;
        onCome(position);
      }
    },
  };
}

/** Tells how many bytes are new of those up to a position, since what is in doubt is read again. */
export function tellingNew(onBytes: (count: number) => void): (position: number) => void {
  let told = 0;
  return (position) => {
    if (position <= told) return;
    onBytes(position - told);
    told = position;
  };
}

/**
 * Where the chunk that holds a position ends. They are cut where they are when the whole file is read,
 * so that of two mistakes in one chunk the same is found.
 */
export function chunkEnd(position: number): number {
  return (Math.floor(position / CHUNK_BYTES) + 1) * CHUNK_BYTES;
}
