import { FILL, FILL_END, FIRST, LACKING, LAST, LIMIT, SPARE, setWord, TOP, word } from './memory';

/*
 * Room for units and their table. Units stand one after the other in extents, each of which begins with the
 * address of the next and with where its last unit ends.
 */

const HEAD: usize = 8;
/** Ids are written by words of eight bytes, whose last may go beyond. */
const SLACK: usize = 8;
const PAGE: u64 = 1 << 16;
const MOST_EXTENT: u64 = 1 << 22;

/** Room of so many bytes at the end of what is in use; 0 where there is none. */
export function takenFromTop(bytes: u64): usize {
  const top = <u64>word(TOP);
  const next = top + bytes;
  const pages = (next + PAGE - 1) / PAGE;
  setWord(LACKING, <usize>pages);
  if (next > <u64>word(LIMIT)) return 0;
  const lacking = <i32>pages - memory.size();
  if (lacking > 0 && memory.grow(lacking) < 0) return 0;
  setWord(TOP, <usize>next);
  return <usize>top;
}

/** Says that so many bytes are no longer in use. */
export function release(at: usize, bytes: usize): void {
  setWord(at, word(SPARE));
  setWord(at + 4, bytes);
  setWord(SPARE, at);
}

/** Where a unit of so many bytes belongs; 0 where there is no room. */
@inline
export function roomFor(bytes: usize): usize {
  const at = word(FILL);
  if (<u64>at + bytes <= <u64>word(FILL_END)) {
    setWord(FILL, at + bytes);
    return at;
  }
  return roomInNext(bytes);
}

function roomInNext(bytes: usize): usize {
  const spare = word(SPARE);
  const isSpare = spare != 0 && word(spare + 4) >= bytes + HEAD + SLACK;
  const size = isSpare ? word(spare + 4) : <usize>extentBytes(bytes);
  if (isSpare) setWord(SPARE, word(spare));
  const extent = isSpare ? spare : takenFromTop(size);
  if (extent == 0) return 0;
  setWord(extent, 0);
  const last = word(LAST);
  if (last == 0) {
    setWord(FIRST, extent);
  } else {
    setWord(last, extent);
    setWord(last + 4, word(FILL));
  }
  setWord(LAST, extent);
  setWord(FILL, extent + HEAD + bytes);
  setWord(FILL_END, extent + size - SLACK);
  return extent + HEAD;
}

/** An eighth of what is in use, in whole pages, and room for the unit. */
function extentBytes(bytes: usize): u64 {
  const wanted = max<u64>(min<u64>(<u64>word(TOP) >> 3, MOST_EXTENT), <u64>(bytes + HEAD + SLACK));
  return (wanted + PAGE - 1) & ~(PAGE - 1);
}

/** The first unit of an extent. */
@inline
export function firstIn(extent: usize): usize {
  return extent + HEAD;
}

/** Where the last unit of an extent ends. */
@inline
export function endOf(extent: usize): usize {
  return extent == word(LAST) ? word(FILL) : word(extent + 4);
}
