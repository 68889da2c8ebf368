import { fieldEnd, fieldStart } from './fields';
import { ID_COLUMNS, ID_MASKS, rowAt } from './memory';

/** Takes an id that is sampled. */
declare function keepId(column: i32, text: usize, length: i32): void;

const QUOTE: u8 = 0x22;
const SPACE: u8 = 0x20;
/* The offset of FNV-1a, and the multiplier of Fibonacci hashing; src/read/watch/id-sample.ts has the same. */
const FIRST: u32 = 0x811c9dc5;
const MULTIPLIER: u32 = 0x9e3779b1;

let columns = 0;

/** Sets up for so many columns of ids. */
export function expectIds(columnCount: i32): void {
  columns = columnCount;
}

/** Hands on the sampled ids of the rows at hand. */
export function readIds(count: i32, width: usize): void {
  for (let i = 0; i < columns; i++) {
    const offset = <usize>load<i32>(ID_COLUMNS + (<usize>i << 2)) << 2;
    const last = offset == width - 4;
    const mask = load<u32>(ID_MASKS + (<usize>i << 2));
    for (let k = 0; k < count; k++) {
      const row = rowAt(k);
      const start = fieldStart(row, offset);
      readId(i, start, fieldEnd(row, offset, start, last), mask);
    }
  }
}

@inline
function readId(column: i32, from: usize, to: usize, mask: u32): void {
  let start = from;
  let end = to;
  if (end - start >= 2 && load<u8>(start) == QUOTE) {
    start += 1;
    end -= 1;
  }
  while (start < end && load<u8>(start) == SPACE) start += 1;
  while (start < end && load<u8>(end - 1) == SPACE) end -= 1;
  if (start < end && (hashOf(start, end) & mask) == 0) keepId(column, from, <i32>(to - from));
}

@inline
function hashOf(start: usize, end: usize): u32 {
  let hash = FIRST;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = withWord(hash, load<u32>(at));
  const rest = <u32>(end - at) << 3;
  if (rest != 0) hash = withWord(hash, load<u32>(at) & ((<u32>1 << rest) - 1));
  hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
  hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
  return hash ^ (hash >> 16);
}

@inline
function withWord(hash: u32, word: u32): u32 {
  const mixed = (hash ^ word) * MULTIPLIER;
  return mixed ^ (mixed >> 15);
}
