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

/** The hash of the first `size` bytes of an open file, read into a room that stays in a core's own cache. */
export function fileHash(fd: number, size: number, room: Buffer): FileHash {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  let position = 0;
  const step = () => {
    const count = readSync(fd, room, 0, Math.min(room.length, size - position), position);
    hash.update(room.subarray(0, count));
    position += count;
    return count > 0 && position < size;
  };
  const digest = () => {
    while (step());
    return hash.digest('hex');
  };
  return { step, digest };
}
