import { closeSync, openSync, readSync } from 'node:fs';

/** Large enough that system calls cost nothing beside the work on the bytes (see bench). */
export const CHUNK_BYTES = 1 << 18;

/** A file's bytes in chunks; read while nothing else waits, so without a stream between. */
export function* fileChunks(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    yield* descriptorChunks(file);
  } finally {
    closeSync(file);
  }
}

/**
 * The bytes of an open file or pipe in chunks, from where it stands, or from a position of the file on, to its end.
 * A pipe gives little at once, so that several chunks share what was set aside for one.
 */
export function* descriptorChunks(file: number, from: number | null = null): Generator<Buffer> {
  let room = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let position = from; ; ) {
    const bytes = readSync(file, room, 0, room.length, position);
    if (bytes === 0) return;
    yield room.subarray(0, bytes);
    if (position !== null) position += bytes;
    room =
      room.length - bytes < LEAST_ROOM ? Buffer.allocUnsafe(CHUNK_BYTES) : room.subarray(bytes);
  }
}

/** As much as a pipe of Linux holds. */
const LEAST_ROOM = 1 << 16;
