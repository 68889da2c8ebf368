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

/** The bytes of an open file. */
export function fileBytes(fd: number, size: number): Bytes {
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
      }
    },
  };
}

/**
 * Where the chunk that holds a position ends. They are cut where they are when the whole file is read,
 * so that of two mistakes in one chunk the same is found.
 */
export function chunkEnd(position: number): number {
  return (Math.floor(position / CHUNK_BYTES) + 1) * CHUNK_BYTES;
}
