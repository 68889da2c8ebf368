/** Whether the levels that stand there, in runs and packed, are one run of 1 for all of so many rows. */
export function areAllPresent(start: usize, end: usize, count: i32): bool {
  let from = start;
  let header: u64 = 0;
  for (let shift: u64 = 0; ; shift += 7) {
    if (from >= end || shift > 28) return false;
    const byte = <u64>load<u8>(from++);
    header |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return (header & 1) == 0 && header >> 1 == <u64>count && from < end && load<u8>(from) == 1;
}

/** Of so many levels, each 0 or 1, how many are 1. */
export function presentIn(levels: usize, count: i32): i32 {
  let present = 0;
  const end = levels + ((<usize>count) << 2);
  for (let at = levels; at < end; at += 4) present += load<i32>(at);
  return present;
}

/**
 * Gives each of so many rows the place of its value, −1 where it has none: the next of the places that stand there
 * already, or where it has none of these, its own.
 */
export function spreadPlaces(
  levels: usize,
  places: usize,
  rows: i32,
  present: i32,
  isListed: bool,
): void {
  let next = present;
  for (let row = rows - 1; row >= 0; row--) {
    const own = (<usize>row) << 2;
    if (load<i32>(levels + own) == 0) {
      store<i32>(places + own, -1);
      continue;
    }
    next -= 1;
    store<i32>(places + own, isListed ? load<i32>(places + ((<usize>next) << 2)) : next);
  }
}
