import { readSync } from 'node:fs';

/** The SHA-256 of a file, computed step by step between other work. */
export interface FileHash {
  /** Takes the next part of the file in; whether there is more. */
  step: () => boolean;
  /** Takes in all the rest, and gives the hash in hexadecimal; `null` where none was wanted. */
  digest: () => string | null;
}

/** No hash at all. */
export const NO_HASH: FileHash = { step: () => false, digest: () => null };

/** So many bytes at a time: few enough to stay in a core's own cache. */
const STEP_BYTES = 1 << 18;

/** The hash of the first `size` bytes of an open file. */
export function fileHash(fd: number, size: number): FileHash {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  const chunk = Buffer.allocUnsafe(STEP_BYTES);
  let position = 0;
  const step = () => {
    const count = readSync(fd, chunk, 0, Math.min(STEP_BYTES, size - position), position);
    hash.update(count === STEP_BYTES ? chunk : chunk.subarray(0, count));
    position += count;
    return count > 0 && position < size;
  };
  const digest = () => {
    while (step());
    return hash.digest('hex');
  };
  return { step, digest };
}
