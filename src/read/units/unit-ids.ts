import { allocated, released, type UnitMemory } from './unit-memory.js';

/** Bytes of something larger, from a position up to another. */
export interface ByteSpan {
  bytes: Uint8Array;
  from: number;
  to: number;
}

/**
 * The ids of units, numbered from 0 in order of appearance. Ids are UTF-8 and compared byte by byte.
 *
 * A hash table with open addressing and linear probing (Knuth 1998, The Art of Computer Programming 3,
 * §6.4, algorithm L), in typed arrays: an id takes its bytes and one, 4 for its place, and 11 to 21 of
 * the table.
 */
export interface UnitIds {
  count: number;
  memory: UnitMemory;
  /** In pairs: the number of an id + 1, 0 where there is none, and its hash. */
  slots: Int32Array;
  /** Where each id begins: its block, and from there on; in pages, so that growing copies nothing. */
  starts: Int32Array[];
  /** The ids, one behind the other, each ended by a byte that UTF-8 does not have. */
  blocks: Uint8Array[];
  /** How much of the last block is taken. */
  taken: number;
}

export const PAGE_BITS = 16;
/** Units a page. */
export const PAGE = 1 << PAGE_BITS;

const FIRST_SLOTS = 1 << 10;

/** Fuller tables make long searches: at 3/4 a miss looks at 8.5 slots, at 9/10 at 50 (Knuth, ibid.). */
const FULL = 0.75;

const BLOCK_BITS = 20;
const BLOCK = 1 << BLOCK_BITS;

/** No byte of UTF-8 (RFC 3629, §1). */
const END = 0xff;

/** No ids yet. */
export function noIds(memory: UnitMemory): UnitIds {
  const slots = allocated(memory, 8 * FIRST_SLOTS, () => new Int32Array(2 * FIRST_SLOTS));
  return { count: 0, memory, slots, starts: [], blocks: [], taken: BLOCK };
}

/** The number of an id; −1 where it is new. */
export function findId(ids: UnitIds, id: ByteSpan): number {
  return ids.slots[2 * slotOf(ids, id, hashOf(id))]! - 1;
}

/**
 * Adds an id that is new.
 *
 * @throws {UserError} when units take more memory than they may.
 */
export function addId(ids: UnitIds, id: ByteSpan): void {
  if (2 * (ids.count + 1) > FULL * ids.slots.length) growSlots(ids);
  const hash = hashOf(id);
  const slot = slotOf(ids, id, hash);
  const start = storedAt(ids, id);
  if (ids.count % PAGE === 0) {
    ids.starts.push(allocated(ids.memory, 4 * PAGE, () => new Int32Array(PAGE)));
  }
  ids.starts[ids.count >>> PAGE_BITS]![ids.count % PAGE] = start;
  ids.count += 1;
  ids.slots[2 * slot] = ids.count;
  ids.slots[2 * slot + 1] = hash;
}

/** The slot that holds an id, or else the free one where it belongs. */
function slotOf(ids: UnitIds, id: ByteSpan, hash: number): number {
  const { slots } = ids;
  const last = slots.length / 2 - 1;
  for (let slot = hash & last; ; slot = (slot + 1) & last) {
    const number = slots[2 * slot]!;
    if (number === 0 || (slots[2 * slot + 1] === hash && isId(ids, number - 1, id))) return slot;
  }
}

function isId({ starts, blocks }: UnitIds, number: number, { bytes, from, to }: ByteSpan): boolean {
  const start = starts[number >>> PAGE_BITS]![number % PAGE]!;
  const block = blocks[start >>> BLOCK_BITS]!;
  let at = start & (BLOCK - 1);
  for (let i = from; i < to; i++, at++) if (block[at] !== bytes[i]) return false;
  return block[at] === END;
}

/**
 * A hash of bytes in all 32 bits: FNV-1a (Fowler, Noll & Vo 1991), stirred by the end of MurmurHash3
 * (Appleby 2011), since the table takes its last bits.
 */
function hashOf({ bytes, from, to }: ByteSpan): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Where an id stands, once it is stored. */
function storedAt(ids: UnitIds, { bytes, from, to }: ByteSpan): number {
  const length = to - from + 1;
  if (ids.taken + length > BLOCK) {
    const size = Math.max(BLOCK, length);
    ids.blocks.push(allocated(ids.memory, size, () => new Uint8Array(size)));
    ids.taken = 0;
  }
  const block = ids.blocks.at(-1)!;
  for (let i = from; i < to; i++) block[ids.taken + i - from] = bytes[i]!;
  block[ids.taken + length - 1] = END;
  const start = ((ids.blocks.length - 1) << BLOCK_BITS) | ids.taken;
  ids.taken += length;
  return start;
}

/** Twice the slots; hashes are kept beside the numbers, so that no id is looked at. */
function growSlots(ids: UnitIds): void {
  const { slots: old, memory } = ids;
  const slots = allocated(memory, 2 * old.byteLength, () => new Int32Array(2 * old.length));
  const last = slots.length / 2 - 1;
  for (let at = 0; at < old.length; at += 2) {
    if (old[at] === 0) continue;
    let slot = old[at + 1]! & last;
    while (slots[2 * slot] !== 0) slot = (slot + 1) & last;
    slots[2 * slot] = old[at]!;
    slots[2 * slot + 1] = old[at + 1]!;
  }
  ids.slots = slots;
  released(memory, old.byteLength);
}
