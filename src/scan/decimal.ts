import { POWERS } from './memory';

const ZEROS: u64 = 0x3030303030303030;
const ONES: u64 = 0x0101010101010101;
const HIGH: u64 = 0x8080808080808080;

/** What stands for "not a plain decimal": no value that may be read is that large. */
export const NOT_PLAIN: f64 = Infinity;

/** Writes down the powers of ten that a double holds exactly. */
export function fillPowers(): void {
  let power: f64 = 1;
  for (let i: usize = 0; i <= 22; i++) {
    store<f64>(POWERS + (i << 3), power);
    power *= 10;
  }
}

/** A word of which every byte is this one. */
@inline
export function repeated(byte: u64): u64 {
  return byte * ONES;
}

/** The word of two to eight bytes: they stand at its high end, and zeros before them. */
@inline
export function wordOf(start: usize, length: i32): u64 {
  return (load<u64>(start) << ((8 - length) << 3)) | ((ZEROS >> 8) >> ((length - 1) << 3));
}

/**
 * The number that a word of bytes writes, all at once, correctly rounded, where they are digits with
 * perhaps a separator, of which `separators` is full; else NOT_PLAIN.
 *
 * @see longDecimal
 */
@inline
export function shortDecimal(bytes: u64, separators: u64): f64 {
  let word = bytes;
  const other = word ^ separators;
  const point = (other - ONES) & ~other & HIGH;
  let decimals: usize = 0;
  if (point != 0) {
    const at = ctz(point) & ~7;
    decimals = 7 - (<usize>at >> 3);
    const below = word & (((<u64>1) << at) - 1);
    word = (word & ((<u64>-256) << at)) | (below << 8) | 0x30;
  }
  const digits = word - ZEROS;
  if (((digits | (digits + 0x7676767676767676)) & HIGH) != 0) return NOT_PLAIN;
  return <f64>(<i32>eightDigits(digits)) / load<f64>(POWERS + (decimals << 3));
}

/** The number that eight digits are, the first in the lowest byte. */
@inline
function eightDigits(digits: u64): u64 {
  const pairs = ((digits * 2561) >> 8) & 0x00ff00ff00ff00ff;
  const fours = ((pairs * 6553601) >> 16) & 0x0000ffff0000ffff;
  return (fours * 42949672960001) >> 32;
}

/**
 * The number that the bytes from `start` to `end` write, correctly rounded, where they are digits (at
 * most 15) with perhaps a minus and a separator; else NOT_PLAIN. Both the digits and the power of ten
 * are exact doubles, so that their quotient is rounded only once.
 *
 * @see Clinger (1990), How to read floating point numbers accurately, PLDI '90, 92–101.
 */
export function longDecimal(start: usize, end: usize, separator: u32): f64 {
  const negative = load<u8>(start) == 0x2d;
  const from = start + <usize>negative;
  let number: i64 = 0;
  let digits = 0;
  let point: usize = 0;
  for (let at = from; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte - 0x30 <= 9) {
      number = number * 10 + (byte - 0x30);
      digits += 1;
    } else if (byte == separator && point == 0) {
      point = at;
    } else {
      return NOT_PLAIN;
    }
  }
  if (digits == 0 || digits > 15) return NOT_PLAIN;
  const decimals: usize = point == 0 ? 0 : end - point - 1;
  const size = <f64>number / load<f64>(POWERS + (decimals << 3));
  return negative ? -size : size;
}
