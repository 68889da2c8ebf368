import { CHUNK_BYTES, giveBack } from '../bytes/file-chunks.js';
import { newRing, type Ring, ringReader, tellCome, writeTo } from './stream-ring.js';
import { chunksOfWindow, NOT_THERE_YET, type StreamWindow } from './stream-window.js';

/** A window of a fixed size, whose bytes other threads see. */
export interface RingWindow extends StreamWindow {
  ring: Ring;
  /** Waits until more has come, where there is room for it; whether it has. */
  fillMore: () => Promise<boolean>;
  /** Where what has come ends. */
  readonly next: number;
  /** Keeps the bytes from a position on, whoever lets go of them; beyond all: keeps none. */
  keepFrom: (position: number) => void;
  /** Has the threads that wait go on to their end. */
  end: () => void;
}

/** So much more than a piece must be there at once for its last records to be read one by one. */
export const BYTES_ASIDE = 4 * CHUNK_BYTES;

/** A window on what is left of a stream from a position on. */
export function ringWindow(
  stream: AsyncIterator<Buffer>,
  from: number,
  capacity: number,
): RingWindow {
  const ring = newRing(capacity, from);
  const readFrom = ringReader(ring);
  // Positions of the first byte that may be wanted, of the first that others want, and of the next to come.
  let [first, kept, next] = [from, from, from];
  let ended = false;
  let pending: Buffer = Buffer.alloc(0);
  const fillMore = async () => {
    const room = Math.min(first, kept) + capacity - next;
    if (ended || room <= 0) return false;
    if (pending.length === 0) {
      const { value, done } = await stream.next();
      ended = done === true;
      if (!ended) pending = value;
    }
    const part = pending.subarray(0, room);
    writeTo(ring, part, next);
    next += part.length;
    pending = pending.subarray(part.length);
    if (pending.length === 0 && !ended) giveBack(part);
    tellCome(ring, next, ended);
    return true;
  };
  const drop = (before: number) => {
    first = Math.max(first, Math.min(before, next));
  };
  const window: RingWindow = {
    ring,
    fillMore,
    get size() {
      return ended ? next : Number.POSITIVE_INFINITY;
    },
    get next() {
      return next;
    },
    fill: async (to) => {
      while (!ended && next < to) {
        if (!(await fillMore())) throw new RangeError(`no room for ${to - next} bytes`);
      }
    },
    drop,
    forget: drop,
    keepFrom: (position) => {
      kept = position;
    },
    end: () => tellCome(ring, next, true),
    readAt: (into, at, count, position) => {
      const available = Math.max(0, Math.min(count, next - position));
      if (available === 0 && count > 0 && !ended) throw NOT_THERE_YET;
      readFrom(into.subarray(at, at + available), position);
      return available;
    },
    chunks: (position, isDone) => chunksOfWindow(window, position, isDone, drop),
  };
  return window;
}
