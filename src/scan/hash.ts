/* The offset of FNV-1a, and the multiplier of Fibonacci hashing; src/read/bytes/id-hash.ts has the same. */
export const FIRST: u32 = 0x811c9dc5;
const MULTIPLIER: u32 = 0x9e3779b1;

/** A hash of bytes in all 32 bits. */
@inline
export function hashOf(start: usize, end: usize): u32 {
  let hash = FIRST;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = withWord(hash, load<u32>(at));
  const rest = <u32>(end - at) << 3;
  if (rest != 0) hash = withWord(hash, load<u32>(at) & ((<u32>1 << rest) - 1));
  return stirred(hash);
}

/** A hash with four bytes more, the last ones filled up with zeros. */
@inline
export function withWord(hash: u32, word: u32): u32 {
  const mixed = (hash ^ word) * MULTIPLIER;
  return mixed ^ (mixed >> 15);
}

/** The hash where all bytes are in it. */
@inline
export function stirred(hash: u32): u32 {
  let mixed = (hash ^ (hash >> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >> 16);
}
