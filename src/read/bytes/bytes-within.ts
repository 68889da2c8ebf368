import { closeSync, openSync, readSync } from 'node:fs';

/** Read at a time. */
const PIECE = 1 << 20;

/**
 * All bytes of a file, pipe or device, of which some never end; `null` where there are more than so many.
 *
 * @throws what the system does.
 */
export function bytesWithin(path: string, most: number): Buffer | null {
  const file = openSync(path, 'r');
  try {
    const pieces: Buffer[] = [];
    for (let length = 0; length <= most; ) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, most + 1 - length));
      const read = readSync(file, piece, 0, piece.length, null);
      if (read === 0) return Buffer.concat(pieces, length);
      pieces.push(piece.subarray(0, read));
      length += read;
    }
    return null;
  } finally {
    closeSync(file);
  }
}
