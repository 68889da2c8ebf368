import { CHUNK_BYTES } from '../bytes/file-chunks.js';
import { type Bytes, chunkEnd } from './bytes.js';

/** The bytes of a stream that have come and may still be wanted. */
export interface StreamWindow extends Bytes {
  /** Waits until the bytes before a position are there, or the stream has ended. */
  fill: (to: number) => Promise<void>;
  /** Lets go of the bytes before a position. */
  drop: (before: number) => void;
  /** Lets go of the bytes before a position, and from then on of those that have been read on from. */
  forget: (before: number) => void;
}

/** A window that grows with what it is to hold. */
export interface OpenWindow extends StreamWindow {
  /** All that is left from a position on; the window is of no use then. */
  rest: (from: number) => AsyncGenerator<Buffer>;
}

/** Whoever asks a window for bytes that have not come yet must fill it first. */
export const NOT_THERE_YET = new Error('the bytes have not come yet');

/** A window on a stream; at first it holds all that comes. */
export function streamWindow(stream: AsyncIterator<Buffer>): OpenWindow {
  let held: Buffer[] = [];
  // Positions of the first byte that is held, and of the first that is still to come.
  let [first, next] = [0, 0];
  let [ended, keepsAll] = [false, true];
  const drop = (before: number) => {
    while (held.length > 0 && first + held[0]!.length <= before) {
      first += held[0]!.length;
      held = held.slice(1);
    }
  };
  const window: OpenWindow = {
    get size() {
      return ended ? next : Number.POSITIVE_INFINITY;
    },
    fill: async (to) => {
      while (!ended && next < to) {
        const { value, done } = await stream.next();
        if (done === true) {
          ended = true;
        } else {
          held.push(value);
          next += value.length;
        }
      }
    },
    drop,
    forget: (before) => {
      keepsAll = false;
      drop(before);
    },
    readAt: (into, at, count, position) => {
      const available = Math.min(count, next - position);
      if (available <= 0 && count > 0 && !ended) throw NOT_THERE_YET;
      return copied(held, position - first, into.subarray(at, at + Math.max(0, available)));
    },
    chunks: (from, isDone) =>
      // At first, whoever reads on may have to begin anew.
      chunksOfWindow(window, from, isDone, (before) => !keepsAll && drop(before)),
    async *rest(from) {
      drop(from);
      for (const chunk of held.splice(0)) {
        yield chunk.subarray(Math.max(0, from - first));
        first += chunk.length;
      }
      yield* { [Symbol.asyncIterator]: () => stream };
    },
  };
  return window;
}

/** The bytes of a window in the chunks that a file is read in, let go of as they are read past. */
export async function* chunksOfWindow(
  window: StreamWindow,
  from: number,
  isDone: () => boolean,
  drop: (before: number) => void,
): AsyncGenerator<Buffer> {
  for (let position = from; !isDone(); ) {
    const end = chunkEnd(position);
    await window.fill(end);
    const chunk = Buffer.allocUnsafe(end - position);
    const count = window.readAt(chunk, 0, chunk.length, position);
    if (count === 0) return;
    // The next record that is wanted may begin in the chunk before this one.
    drop(position - CHUNK_BYTES);
    yield chunk.subarray(0, count);
    position += count;
  }
}

/** Copies from an offset into these buffers, and gives how many bytes there were. */
function copied(buffers: readonly Buffer[], offset: number, into: Buffer): number {
  let [at, skipped] = [0, offset];
  for (const buffer of buffers) {
    if (at === into.length) break;
    if (skipped < buffer.length) at += buffer.copy(into, at, skipped);
    skipped = Math.max(0, skipped - buffer.length);
  }
  return at;
}
