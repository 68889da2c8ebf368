/*
 * Threads take pieces in turn: the next piece that nobody has taken, as long as it is not too far ahead
 * of those that have been added, since what waits takes memory.
 */

/** Pieces that may wait to be added. */
const MOST_AHEAD = 64;

/** Shared between threads: the next piece to take, how many have been added, and the level of sampled ids. */
export type WorkQueue = Int32Array<SharedArrayBuffer>;

export function newWorkQueue(): WorkQueue {
  return new Int32Array(new SharedArrayBuffer(12));
}

/** Says from which level on ids are sampled by now, of which there are more than was expected. */
export function tellLevel(turns: WorkQueue, level: number): void {
  Atomics.store(turns, 2, level);
}

/** The level that was told last: no higher than what ids are sampled by when the piece is added. */
export function levelIn(turns: WorkQueue): number {
  return Atomics.load(turns, 2);
}

/** The index of the next piece; beyond the last once all are taken. */
export function takeChunk(turns: WorkQueue): number {
  return Atomics.add(turns, 0, 1);
}

/** Waits, blocking the thread, until a piece may be scanned. */
export function awaitRoom(turns: WorkQueue, index: number): void {
  for (;;) {
    const added = Atomics.load(turns, 1);
    if (index - added <= MOST_AHEAD) return;
    Atomics.wait(turns, 1, added);
  }
}

/** Says how many pieces have been added. */
export function tellAdded(turns: WorkQueue, count: number): void {
  Atomics.store(turns, 1, count);
  Atomics.notify(turns, 1);
}

/** Leaves no turns, so that all threads come to their end. */
export function endQueue(turns: WorkQueue): void {
  Atomics.store(turns, 0, NO_MORE);
  tellAdded(turns, NO_MORE);
}

/** More than any file has pieces, and far from where adding to it would overflow. */
const NO_MORE = 1 << 30;
