/*
 * Memory that threads share for the rows of pieces: who scans a piece takes a block, and it is free again once the
 * rows are added. So no more pieces are scanned ahead than there are blocks, and no memory has to be had anew.
 */

/** Blocks of bytes, and of each whether it is taken; behind these how often one has come free, and whether all is over. */
export interface RowBlocks {
  taken: Int32Array<SharedArrayBuffer>;
  bytes: Uint8Array<SharedArrayBuffer>;
}

/** Enough for the rows of most pieces; others have memory of their own. */
const BLOCK_BYTES = 1 << 22;

export function newRowBlocks(count: number): RowBlocks {
  const taken = new Int32Array(new SharedArrayBuffer(4 * (count + 2)));
  return { taken, bytes: new Uint8Array(new SharedArrayBuffer(count * BLOCK_BYTES)) };
}

function countOf({ taken }: RowBlocks): number {
  return taken.length - 2;
}

/** The bytes of a block. */
export function bytesOf({ bytes }: RowBlocks, block: number): Uint8Array<SharedArrayBuffer> {
  return bytes.subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
}

/** A block that was free, if there is one. */
export function takeBlock(blocks: RowBlocks): number | null {
  for (let i = 0; i < countOf(blocks); i++) {
    if (Atomics.compareExchange(blocks.taken, i, 0, 1) === 0) return i;
  }
  return null;
}

/** Waits for a block, blocking the thread; `null` once all is over. */
export function awaitBlock(blocks: RowBlocks): number | null {
  const { taken } = blocks;
  const times = countOf(blocks);
  for (;;) {
    const seen = Atomics.load(taken, times);
    if (Atomics.load(taken, times + 1) !== 0) return null;
    const block = takeBlock(blocks);
    if (block !== null) return block;
    Atomics.wait(taken, times, seen);
  }
}

/** Says that a block may be taken again. */
export function freeBlock(blocks: RowBlocks, block: number): void {
  Atomics.store(blocks.taken, block, 0);
  tell(blocks);
}

/** Lets nobody wait any longer. */
export function closeBlocks(blocks: RowBlocks): void {
  Atomics.store(blocks.taken, countOf(blocks) + 1, 1);
  tell(blocks);
}

function tell(blocks: RowBlocks): void {
  Atomics.add(blocks.taken, countOf(blocks), 1);
  Atomics.notify(blocks.taken, countOf(blocks));
}
