import { readSync } from 'node:fs';
import { NOT_TAKEN } from './not-taken.js';
import type { PageMemory, Room } from './page-memory.js';

/** The bytes of a column in one row group, read on from where they begin. */
export interface ChunkBytes {
  /** How many are left. */
  left: () => number;
  /** The address of so many that come next, or of all that are left; they stay until more are asked for. */
  ahead: (count: number) => number;
  /** Passes over so many. */
  skip: (count: number) => void;
}

/** So much is read at once: pages are rarely larger. */
const AT_ONCE = 1 << 20;

/** The bytes of an open file from a position to another, read into a room. */
export function chunkBytes(
  { fd, from, to }: { fd: number; from: number; to: number },
  memory: PageMemory,
  room: Room,
): ChunkBytes {
  // Positions of what is held, and of what comes next.
  let [start, end, at] = [from, from, from];
  const fill = (count: number) => {
    const wanted = Math.min(Math.max(count, AT_ONCE), to - at);
    const address = memory.fit(room, wanted);
    for (let read = 0; read < wanted; ) {
      const more = readSync(fd, memory.bytes, address + read, wanted - read, at + read);
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
      return room.at + at - start;
    },
    skip: (count) => {
      at += count;
    },
  };
}
