import { NOT_PLAIN, shortDecimal, wordOf } from './decimal';
import { longDecimal } from './long-decimal';

const QUOTE: u8 = 0x22;
const SPACE: u8 = 0x20;

/** The number of up to eight bytes, the first a digit; NOT_PLAIN for all else. */
@inline
export function shortNumber(start: usize, length: i32, separators: u64): f64 {
  const first = <u32>load<u8>(start) - 0x30;
  if (first > 9 || <u32>(length - 1) >= 8) return NOT_PLAIN;
  return length == 1 ? <f64>first : shortDecimal(wordOf(start, length), separators);
}

/** The number within quotes and spaces, NaN where there is nothing; 0 for thousands parts none. */
export function bareDecimal(from: usize, to: usize, separator: u32, thousands: u32): f64 {
  if (from == to) return NaN;
  let start = from;
  let end = to;
  if (end - start >= 2 && load<u8>(start) == QUOTE) {
    start += 1;
    end -= 1;
  }
  while (start < end && load<u8>(start) == SPACE) start += 1;
  while (start < end && load<u8>(end - 1) == SPACE) end -= 1;
  return start == end ? NaN : longDecimal(start, end, separator, thousands);
}
