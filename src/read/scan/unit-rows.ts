import { LAYOUT, MOST } from './layout.js';
import { bytesOf, type RowBlocks } from './row-blocks.js';
import type { ScanLayout } from './scan-layout.js';

/** Keeps the rows of a piece that go into units, as src/scan/units takes them. */
export interface UnitRowKeeper {
  /** Has the rows of the next piece kept in a block, where there is one; else in memory of their own. */
  lend: (blocks: RowBlocks, block: number | null) => void;
  /** The block that the rows of the piece are kept in. */
  block: number | null;
  /** Begins a piece. */
  begin: () => void;
  /** Takes so many rows at hand, and so many bytes of their ids. */
  take: (count: number, idBytes: number) => void;
  /** All that were taken. */
  taken: () => Uint8Array;
}

/**
 * Before the columns of 512 rows at most: how many they are, and how many bytes follow. Hashes and where ids begin, codes
 * and values stand a column after the other, each as long as for 512 rows, then the ids.
 */
export const BATCH_HEAD = 8;

/** Bytes of a column of words, and of one of doubles. */
const [WORDS, DOUBLES] = [4 * MOST.rowsAtOnce, 8 * MOST.rowsAtOnce];

/** Keeps rows of the scanner that has this memory. */
export function unitRowKeeper(
  { unitId, texts, values }: ScanLayout,
  memory: Buffer,
): UnitRowKeeper {
  if (unitId === null) return NOTHING_KEPT;
  const columns = [
    memory.subarray(LAYOUT.unitHashes, LAYOUT.unitHashes + 2 * WORDS),
    memory.subarray(LAYOUT.codes, LAYOUT.codes + texts.length * WORDS),
    memory.subarray(LAYOUT.values, LAYOUT.values + values.length * DOUBLES),
  ];
  const size = columns.reduce((sum, { length }) => sum + length, 0);
  let batches: Uint8Array = new Uint8Array(0);
  let length = 0;
  let room: Uint8Array | null = null;
  const keeper: UnitRowKeeper = {
    block: null,
    lend: (blocks, block) => {
      keeper.block = block;
      room = block === null ? null : bytesOf(blocks, block);
    },
    begin: () => {
      batches = room ?? new Uint8Array(FIRST_BYTES);
      length = 0;
    },
    take: (count: number, idBytes: number) => {
      const needed = length + BATCH_HEAD + size + idBytes;
      if (needed > batches.length) batches = grown(batches, needed);
      const head = new Uint32Array(batches.buffer, batches.byteOffset + length, 2);
      head.set([count, size + idBytes]);
      let at = length + BATCH_HEAD;
      for (const column of columns) {
        batches.set(column, at);
        at += column.length;
      }
      batches.set(memory.subarray(LAYOUT.unitIds, LAYOUT.unitIds + idBytes), at);
      length = needed;
    },
    taken: () => batches.subarray(0, length),
  };
  return keeper;
}

const NOTHING_KEPT: UnitRowKeeper = {
  block: null,
  lend: () => {},
  begin: () => {},
  take: () => {},
  taken: () => new Uint8Array(0),
};

/** For most pieces enough. */
const FIRST_BYTES = 1 << 22;

function grown(batches: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array(Math.max(needed, 2 * batches.length));
  more.set(batches);
  return more;
}
