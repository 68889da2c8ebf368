import { readSync } from 'node:fs';
import { NOT_TAKEN } from './not-taken.js';

/** The bytes of a column in one row group, read on from where they begin. */
export interface ChunkBytes {
  /** How many are left. */
  left: () => number;
  /** So many of those that come next, or all that are left; they stay until more are asked for. */
  ahead: (count: number) => Uint8Array;
  /** Passes over so many. */
  skip: (count: number) => void;
}

/** So much is read at once: pages are rarely larger. */
const AT_ONCE = 1 << 20;

/** The bytes of an open file from a position to another. */
export function chunkBytes(fd: number, from: number, to: number): ChunkBytes {
  let held = Buffer.alloc(0);
  // Positions of what is held, and of what comes next.
  let [start, end, at] = [from, from, from];
  const fill = (count: number) => {
    const wanted = Math.min(Math.max(count, AT_ONCE), to - at);
    if (held.length < wanted) held = Buffer.allocUnsafe(wanted);
    for (let read = 0; read < wanted; ) {
      const more = readSync(fd, held, read, wanted - read, at + read);
      // It has become shorter.
      if (more === 0) throw NOT_TAKEN;
      read += more;
    }
    [start, end] = [at, at + wanted];
  };
  return {
    left: () => to - at,
    ahead: (count) => {
      const wanted = Math.min(count, to - at);
      if (at < start || at + wanted > end) fill(wanted);
      return held.subarray(at - start, at - start + wanted);
    },
    skip: (count) => {
      at += count;
    },
  };
}
