/**
 * Reads so many whole numbers of so many bits each, in runs and packed, from an address; whether there were so many
 * before `end`, all of them below a limit.
 *
 * @see Apache Parquet, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
 */
export function readHybrid(
  start: usize,
  end: usize,
  width: i32,
  into: usize,
  count: i32,
  limit: u32,
): bool {
  let from = start;
  let out = into;
  const outEnd = into + (<usize>count << 2);
  const bytesOfRun = (width + 7) >> 3;
  const mask: u64 = ((<u64>1) << width) - 1;
  while (out < outEnd) {
    let header: u64 = 0;
    for (let shift: u64 = 0; ; shift += 7) {
      if (from >= end || shift > 28) return false;
      const byte = <u64>load<u8>(from++);
      header |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    const left = <u64>(outEnd - out) >> 2;
    if ((header & 1) != 0) {
      const length = (header >> 1) << 3;
      const taken = min(length, left);
      if (((taken * width + 7) >> 3) > <u64>(end - from)) return false;
      if (!unpackBits(from, width, mask, out, <i32>taken, limit)) return false;
      from += <usize>((length * width) >> 3);
      out += <usize>taken << 2;
    } else {
      const taken = header >> 1;
      if (taken > left || from + bytesOfRun > end) return false;
      const value = <u32>(load<u64>(from) & (((<u64>1) << (bytesOfRun << 3)) - 1));
      if (value >= limit) return false;
      from += bytesOfRun;
      const runEnd = out + (<usize>taken << 2);
      for (; out < runEnd; out += 4) store<u32>(out, value);
    }
  }
  return true;
}

/** Unpacks so many numbers of so many bits each; whether all are below a limit. */
@inline
function unpackBits(
  start: usize,
  width: i32,
  mask: u64,
  into: usize,
  count: i32,
  limit: u32,
): bool {
  let bit: u64 = 0;
  let beyond: u32 = 0;
  const end = into + (<usize>count << 2);
  for (let out = into; out < end; out += 4) {
    const value = <u32>((load<u64>(start + <usize>(bit >> 3)) >> (bit & 7)) & mask);
    beyond |= <u32>(value >= limit);
    store<u32>(out, value);
    bit += width;
  }
  return beyond == 0;
}
