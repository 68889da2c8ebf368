import { FIRST, stirred, withWord } from '../hash';
import { placeOf, rowAt } from './gather';

const SPACE: u8 = 0x20;
const BEYOND_ASCII: u32 = 0x80808080;
const HUNDRED_MILLION: u64 = 100_000_000;
/** From 2^53 on doubles are not exact, and texts are looked at. */
const INEXACT: u64 = 9_007_199_254_740_992;

/**
 * Lists the rows, of those at hand, whose ids are sampled or have to be looked at as texts, where ids are whole numbers
 * of 64 bits from an address on; how many there are.
 */
export function sampledLongs(
  longs: usize,
  places: usize,
  from: i32,
  chosen: usize,
  count: i32,
  mask: u32,
  into: usize,
): i32 {
  let listed = 0;
  for (let i = 0; i < count; i++) {
    const row = from + rowAt(chosen, i);
    const place = placeOf(places, row);
    if (place < 0) continue;
    const number = load<u64>(longs + (<usize>place << 3));
    if (number < INEXACT && (hashOfWhole(number) & mask) != 0) continue;
    store<i32>(into + (<usize>listed << 2), row);
    listed += 1;
  }
  return listed;
}

/** The same where ids are texts, of which it is listed where in some bytes each begins and ends. */
export function sampledTexts(
  bytes: usize,
  starts: usize,
  ends: usize,
  places: usize,
  from: i32,
  chosen: usize,
  count: i32,
  mask: u32,
  into: usize,
): i32 {
  let listed = 0;
  for (let i = 0; i < count; i++) {
    const row = from + rowAt(chosen, i);
    const place = placeOf(places, row);
    if (place < 0) continue;
    const start = bytes + load<u32>(starts + (<usize>place << 2));
    const end = bytes + load<u32>(ends + (<usize>place << 2));
    if (isPassed(start, end, mask)) continue;
    store<i32>(into + (<usize>listed << 2), row);
    listed += 1;
  }
  return listed;
}

/** Whether a text is plain and not sampled. */
@inline
function isPassed(start: usize, end: usize, mask: u32): bool {
  if (start == end || load<u8>(start) <= SPACE || load<u8>(end - 1) <= SPACE) return false;
  let hash = FIRST;
  let all: u32 = 0;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = load<u32>(at);
    all |= word;
    hash = withWord(hash, word);
  }
  if (at < end) {
    const word = load<u32>(at) & (<u32>-1 >> (32 - (<u32>(end - at) << 3)));
    all |= word;
    hash = withWord(hash, word);
  }
  return (all & BEYOND_ASCII) == 0 && (stirred(hash) & mask) != 0;
}

/** The hash of the digits of a whole number below 2^53. */
@inline
function hashOfWhole(number: u64): u32 {
  if (number < HUNDRED_MILLION) {
    const digits = eightDigits(<u32>number);
    const zeros: u64 = number == 0 ? 56 : ctz(digits) & ~7;
    const text = (digits | 0x3030303030303030) >> zeros;
    const hash = withWord(FIRST, <u32>text);
    return stirred(zeros < 32 ? withWord(hash, <u32>(text >> 32)) : hash);
  }
  const high = number / HUNDRED_MILLION;
  const digits = eightDigits(<u32>high);
  const zeros: u64 = ctz(digits) & ~7;
  const last = eightDigits(<u32>(number - high * HUNDRED_MILLION)) | 0x3030303030303030;
  let first = (digits | 0x3030303030303030) >> zeros;
  let second = last;
  if (zeros > 0) {
    first |= last << (64 - zeros);
    second = last >> zeros;
  }
  let hash = withWord(withWord(FIRST, <u32>first), <u32>(first >> 32));
  if (zeros < 64) hash = withWord(hash, <u32>second);
  if (zeros < 32) hash = withWord(hash, <u32>(second >> 32));
  return stirred(hash);
}

/** The eight digits of a number below 10^8 as bytes, the first one lowest. */
@inline
function eightDigits(number: u32): u64 {
  const high = number / 10_000;
  const fours = <u64>high | (<u64>(number - high * 10_000) << 32);
  const hundreds = ((fours * 10_486) >> 20) & 0x0000007f0000007f;
  const pairs = hundreds | ((fours - 100 * hundreds) << 16);
  const tens = ((pairs * 103) >> 10) & 0x000f000f000f000f;
  return tens | ((pairs - 10 * tens) << 8);
}
