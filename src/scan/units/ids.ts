/*
 * Ids are compared by words of eight bytes. Each ends with a byte that UTF-8 does not have; zeros follow it among
 * the rows at hand.
 */
const ONES: u64 = 0x0101010101010101;
const HIGH: u64 = 0x8080808080808080;

/** Whether the id that a unit has is that of a row. */
@inline
export function isSame(known: usize, id: usize): bool {
  let at: usize = 0;
  let word = load<u64>(id);
  while (!hasEnd(word)) {
    if (load<u64>(known + at) != word) return false;
    at += 8;
    word = load<u64>(id + at);
  }
  // Above the end of the row's id there are zeros.
  return (load<u64>(known + at) ^ word) << clz(word) == 0;
}

/** The bytes of a row's id with its end. */
@inline
export function lengthOf(id: usize): usize {
  let at: usize = 0;
  while (!hasEnd(load<u64>(id + at))) at += 8;
  return at + 8 - <usize>(clz(load<u64>(id + at)) >> 3);
}

/** Where the id that begins at an address has its end. */
@inline
export function endOfId(id: usize): usize {
  let at = id;
  let ends = endsIn(load<u64>(at));
  while (ends == 0) {
    at += 8;
    ends = endsIn(load<u64>(at));
  }
  return at + <usize>(ctz(ends) >> 3);
}

@inline
function hasEnd(word: u64): bool {
  return endsIn(word) != 0;
}

/** The highest bit of the first byte 0xff, and perhaps of bytes after it. */
@inline
function endsIn(word: u64): u64 {
  const other = ~word;
  return (other - ONES) & ~other & HIGH;
}
