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

/** The bytes of an open file or pipe in chunks, from where it stands to its end. */
export function* descriptorChunks(file: number): Generator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const bytes = readSync(file, chunk);
    if (bytes === 0) return;
    yield chunk.subarray(0, bytes);
  }
}
