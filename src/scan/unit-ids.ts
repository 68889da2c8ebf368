import { fieldEnd, fieldStart } from './fields';
import { hashOf } from './hash';
import { NO_IDS, rowAt, UNIT_HASHES, UNIT_ID, UNIT_IDS, UNIT_STARTS } from './memory';

/** Whether a text is an id as its bytes are: 1 or 0. */
declare function isUnitId(text: usize, length: i32): i32;
/** Takes so many rows at hand, and so many bytes of ids. */
declare function keepUnitRows(count: i32, bytes: i32): void;

const QUOTE: u8 = 0x22;
const SPACE: u8 = 0x20;
const TAB: u8 = 0x09;
/** Ends an id: no byte of UTF-8 has it. */
const END: u64 = 0xff;

/** Whether rows go into units, by the column of their ids. */
@inline
export function hasUnits(): bool {
  return load<i32>(UNIT_ID) != 0;
}

/** Hands the rows at hand on, with the ids of their units; whether that could be done without judgement. */
export function takeUnitRows(count: i32, width: usize): bool {
  const offset = <usize>(load<i32>(UNIT_ID) - 1) << 2;
  const last = offset == width - 4;
  let out = UNIT_IDS;
  for (let k = 0; k < count; k++) {
    const row = rowAt(k);
    const start = fieldStart(row, offset);
    const next = writtenId(k, start, fieldEnd(row, offset, start, last), out);
    if (next == 0) return false;
    out = next;
  }
  keepUnitRows(count, <i32>(out - UNIT_IDS));
  return true;
}

/** Writes the id of a row, and gives where the next one goes; 0 where it needs judgement. */
@inline
function writtenId(row: i32, from: usize, to: usize, out: usize): usize {
  let start = from;
  let end = to;
  if (end - start >= 2 && load<u8>(start) == QUOTE) {
    start += 1;
    end -= 1;
    if (hasQuote(start, end)) return 0;
  }
  while (start < end && isSpace(load<u8>(start))) start += 1;
  while (start < end && isSpace(load<u8>(end - 1))) end -= 1;
  if (start == end || (isOdd(start, end) && isUnitId(start, <i32>(end - start)) == 0)) return 0;
  const place = <usize>row << 2;
  store<u32>(UNIT_HASHES + place, hashOf(start, end));
  store<u32>(UNIT_STARTS + place, <u32>(out - UNIT_IDS));
  return copied(start, end, out);
}

/** Whether an id may be none, or begin or end with a space beyond ASCII. */
@inline
function isOdd(start: usize, end: usize): bool {
  const first = load<u8>(start);
  const mayBeNone = load<u8>(NO_IDS + <usize>first) != 0 && end - start <= <usize>load<i32>(UNIT_ID, 4);
  return mayBeNone || ((first | load<u8>(end - 1)) & 0x80) != 0;
}

function hasQuote(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) if (load<u8>(at) == QUOTE) return true;
  return false;
}

/** Whether a byte is one that JavaScript trims. */
@inline
function isSpace(byte: u8): bool {
  return byte == SPACE || byte - TAB <= 4;
}

/** Copies an id by words of eight bytes, with its end and zeros behind it. */
@inline
function copied(start: usize, end: usize, into: usize): usize {
  let at = start;
  let out = into;
  for (; at + 8 <= end; at += 8) {
    store<u64>(out, load<u64>(at));
    out += 8;
  }
  const rest = <u64>(end - at) << 3;
  store<u64>(out, (load<u64>(at) & (((<u64>1) << rest) - 1)) | (END << rest));
  return out + 8;
}
