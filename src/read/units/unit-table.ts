import { hashOfBytes } from '../bytes/id-hash.js';
import { END, UNITS } from './layout.js';
import { idOffset, roomFor, roundedUp } from './unit-extents.js';
import { setWord, takenFromTop, type UnitMemory, wordAt } from './unit-memory.js';

/*
 * A hash table of units with open addressing and linear probing (Knuth 1998, The Art of Computer Programming 3, §6.4,
 * algorithm L), as it stands in memory. src/scan/units does the same for many rows at once, and either goes on where
 * the other has stopped.
 *
 * A unit is found by its id, UTF-8 that is compared byte by byte. A slot is two words: the address of a unit in steps of
 * eight bytes, 0 where it is free, and the hash of its id. The larger a hash, the further behind it stands, so that a
 * larger table is filled in one go. With two metrics and an id of nine digits a unit takes 32 bytes, and 11 to 16 of the
 * table.
 */

/** Bytes of something larger, from a position up to another. */
export interface ByteSpan {
  bytes: Uint8Array;
  from: number;
  to: number;
}

/** Fuller tables make long searches: at 3/4 a miss looks at 8.5 slots, at 9/10 at 50 (Knuth, ibid.). */
const FULL = 0.75;

const FIRST_SLOTS = 1 << 10;

/** Bytes of a slot. */
const SLOT = 8;

/** Sets up a table. */
export function beginTable(memory: UnitMemory): void {
  setWord(memory, UNITS.slots, takenFromTop(memory, SLOT * FIRST_SLOTS));
  setWord(memory, UNITS.slotCount, FIRST_SLOTS);
}

/** The address of the unit with that id; 0 where it is new. */
export function findUnit(memory: UnitMemory, id: ByteSpan): number {
  const { words } = memory;
  const hash = hashOfBytes(id.bytes, id.from, id.to) >>> 0;
  const count = wordAt(memory, UNITS.slotCount);
  const first = wordAt(memory, UNITS.slots) >>> 2;
  const offset = idOffset(memory);
  for (let slot = slotFor(hash, count); ; slot = slot + 1 === count ? 0 : slot + 1) {
    const unit = words[first + 2 * slot]! * STEP;
    if (unit === 0) return 0;
    if (words[first + 2 * slot + 1] === hash && isId(memory, unit + offset, id)) return unit;
  }
}

function isId({ bytes: known }: UnitMemory, start: number, { bytes, from, to }: ByteSpan): boolean {
  let at = start;
  for (let i = from; i < to; i++, at++) if (known[at] !== bytes[i]) return false;
  return known[at] === END;
}

/**
 * The address of a unit that is new, with its id; what else stands there may be anything.
 *
 * @throws {UserError} when units take more memory than they may.
 */
export function newUnit(memory: UnitMemory, id: ByteSpan): number {
  const count = wordAt(memory, UNITS.count) + 1;
  if (count > FULL * wordAt(memory, UNITS.slotCount)) growTable(memory);
  const offset = idOffset(memory);
  const length = id.to - id.from;
  const unit = roomFor(memory, roundedUp(offset + length + 1, STEP));
  const { bytes } = memory;
  for (let i = 0; i < length; i++) bytes[unit + offset + i] = id.bytes[id.from + i]!;
  bytes[unit + offset + length] = END;
  enter(memory, unit / STEP, hashOfBytes(id.bytes, id.from, id.to) >>> 0);
  setWord(memory, UNITS.count, count);
  return unit;
}

/** Units begin at whole steps of so many bytes. */
const STEP = 8;

/** The slot, of so many, where the search for a hash begins: the whole part of hash × count ÷ 2^32, in exact doubles. */
function slotFor(hash: number, count: number): number {
  const low = Math.floor(((hash & 0xffff) * count) / 2 ** 16);
  return Math.floor(((hash >>> 16) * count + low) / 2 ** 16);
}

/** Puts a unit into the first slot that is free for its hash. */
function enter({ words }: UnitMemory, unit: number, hash: number): void {
  const first = words[UNITS.slots >>> 2]! >>> 2;
  const count = words[UNITS.slotCount >>> 2]!;
  let slot = slotFor(hash, count);
  while (words[first + 2 * slot] !== 0) slot = slot + 1 === count ? 0 : slot + 1;
  words[first + 2 * slot] = unit;
  words[first + 2 * slot + 1] = hash;
}

/** Half as many slots more; where the old ones stood units will. */
function growTable(memory: UnitMemory): void {
  const [old, count] = [wordAt(memory, UNITS.slots), wordAt(memory, UNITS.slotCount)];
  const more = count + (count >>> 1);
  setWord(memory, UNITS.slots, takenFromTop(memory, SLOT * more));
  setWord(memory, UNITS.slotCount, more);
  const { words } = memory;
  for (let at = old >>> 2; at < (old >>> 2) + 2 * count; at += 2) {
    if (words[at] !== 0) enter(memory, words[at]!, words[at + 1]!);
  }
  setWord(memory, old, wordAt(memory, UNITS.spare));
  setWord(memory, old + 4, SLOT * count);
  setWord(memory, UNITS.spare, old);
}
