import { fieldEnd, fieldStart } from './fields';
import { hashOf } from './hash';
import { ID_COLUMNS, ID_MASKS, rowAt } from './memory';

/** Takes an id that is sampled. */
declare function keepId(column: i32, text: usize, length: i32): void;

const QUOTE: u8 = 0x22;
const SPACE: u8 = 0x20;

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
