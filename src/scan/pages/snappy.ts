/** Tags of two bits: what follows stands there itself; else it is a copy, whose distance takes 1, 2 or 4 bytes. */
const LITERAL: u32 = 0;
const NEAR: u32 = 1;
const FAR: u32 = 2;

/** Longer literals have their length behind the tag, in as many bytes as it is beyond this. */
const LONGEST_IN_TAG: u32 = 60;

/**
 * Unpacks the bytes from one address up to another to exactly so many; whether they come to that.
 *
 * @see Google Snappy, format_description.txt.
 */
export function unpackSnappy(start: usize, end: usize, into: usize, size: i32): bool {
  let from = start;
  // Before all stands how many bytes there are, seven bits a byte.
  let length: u64 = 0;
  for (let shift: u64 = 0; ; shift += 7) {
    if (from >= end || shift > 28) return false;
    const byte = <u64>load<u8>(from++);
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  if (length != <u64>size) return false;
  const outEnd = into + <usize>size;
  let out = into;
  while (from < end) {
    const tag = <u32>load<u8>(from++);
    const kind = tag & 3;
    if (kind == LITERAL) {
      let count = (tag >> 2) + 1;
      if (count > LONGEST_IN_TAG) {
        const bytes = count - LONGEST_IN_TAG;
        if (from + bytes > end) return false;
        const stated = load<u32>(from) & (<u32>-1 >> (32 - (bytes << 3)));
        if (stated == <u32>-1) return false;
        count = stated + 1;
        from += bytes;
      }
      if (<usize>count > end - from || <usize>count > outEnd - out) return false;
      if (count <= 16) v128.store(out, v128.load(from));
      else memory.copy(out, from, count);
      from += count;
      out += count;
      continue;
    }
    let count = (tag >> 2) + 1;
    let distance: u32;
    if (kind == NEAR) {
      if (from >= end) return false;
      count = ((tag >> 2) & 7) + 4;
      distance = ((tag >> 5) << 8) | <u32>load<u8>(from);
      from += 1;
    } else if (kind == FAR) {
      if (from + 2 > end) return false;
      distance = <u32>load<u16>(from);
      from += 2;
    } else {
      if (from + 4 > end) return false;
      distance = load<u32>(from);
      from += 4;
    }
    if (distance == 0 || <usize>distance > out - into || <usize>count > outEnd - out) return false;
    copyBack(out, distance, count);
    out += count;
  }
  return out == outEnd;
}

/** Repeats up to 64 bytes from so far back, which may go on into what is written; so do up to seven bytes behind. */
@inline
function copyBack(out: usize, distance: u32, count: u32): void {
  const from = out - <usize>distance;
  if (distance >= 8) {
    for (let i: usize = 0; i < <usize>count; i += 8) store<u64>(out + i, load<u64>(from + i));
  } else {
    for (let i: usize = 0; i < <usize>count; i++) store<u8>(out + i, load<u8>(from + i));
  }
}
