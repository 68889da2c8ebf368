/*
 * Threads take pieces in turn: the next piece that nobody has taken, as long as it is not too far ahead
 * of those that have been added, since what waits takes memory.
 */

import { MOST_PIECES } from './chunk.js';
import { MOST } from './layout.js';

/** Pieces that may wait to be added. */
const MOST_AHEAD = 64;

/** Shared between threads: the next piece to take, how many have been added, and the levels at which ids are sampled. */
export type WorkQueue = Int32Array<SharedArrayBuffer>;

export function newWorkQueue(): WorkQueue {
  return new Int32Array(new SharedArrayBuffer(4 * (LEVELS + MOST.ids)));
}

/** Where the levels stand, one for each column of ids. */
const LEVELS = 2;

/** Says from which levels on ids are sampled by now, of which there may be more than was expected. */
export function tellLevels(turns: WorkQueue, levels: readonly number[]): void {
  levels.forEach((level, i) => {
    Atomics.store(turns, LEVELS + i, level);
  });
}

/** So many levels as they were told last: no higher than when a piece that is scanned now is added. */
export function levelsIn(turns: WorkQueue, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Atomics.load(turns, LEVELS + i));
}

/** The index of the next piece; beyond the last once all are taken. */
export function takeChunk(turns: WorkQueue): number {
  return Atomics.add(turns, 0, 1);
}

/** The index of the next piece, if it may be taken; else `null`, and it is left to others. */
export function takeNext(turns: WorkQueue, may: (index: number) => boolean): number | null {
  for (;;) {
    const index = Atomics.load(turns, 0);
    if (!may(index)) return null;
    if (Atomics.compareExchange(turns, 0, index, index + 1) === index) return index;
  }
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
  Atomics.store(turns, 0, MOST_PIECES);
  tellAdded(turns, MOST_PIECES);
}
