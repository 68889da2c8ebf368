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
 * @see scaled of long-decimal.ts
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
