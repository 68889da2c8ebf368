import { DAYS } from './memory';

const DIGIT: u8 = 0x30;
const COLON: u8 = 0x3a;
const POINT: u8 = 0x2e;
const LETTER_T: u8 = 0x54;
const LETTER_Z: u8 = 0x5a;
const SPACE: u8 = 0x20;

/** So many bytes have 2026-03-04, and 2026-03-04 15:00. */
const DAY_BYTES: i32 = 10;
const MINUTE_BYTES: i32 = 16;

/** Whether a column of texts, by its place among them, is of days. */
@inline
export function isOfDays(column: i32): bool {
  return load<i32>(DAYS) == column + 1;
}

/**
 * What the bytes of a day with a time behind it stand for: 1 for a time without a zone, 2 for one of universal time, so
 * that the day tells all; 0 for whatever else it may be.
 */
export function timeBehind(text: usize, length: i32): i32 {
  if (length < MINUTE_BYTES) return 0;
  const sign = load<u8>(text + DAY_BYTES);
  if (sign != LETTER_T && sign != SPACE) return 0;
  if (!isPair(text + 11, 23) || load<u8>(text + 13) != COLON || !isPair(text + 14, 59)) return 0;
  const isZulu = load<u8>(text + length - 1) == LETTER_Z;
  const end = isZulu ? length - 1 : length;
  return isSecond(text, end) ? (isZulu ? 2 : 1) : 0;
}

/** Whether nothing but seconds, and parts of one, stands behind the minutes. */
function isSecond(text: usize, end: i32): bool {
  if (end == MINUTE_BYTES) return true;
  if (end < 19 || load<u8>(text + 16) != COLON || !isPair(text + 17, 59)) return false;
  if (end == 19) return true;
  if (end == 20 || load<u8>(text + 19) != POINT) return false;
  for (let i: usize = 20; i < <usize>end; i++) {
    if (load<u8>(text + i) - DIGIT > 9) return false;
  }
  return true;
}

/** Whether two digits are a number up to the most there may be. */
@inline
function isPair(at: usize, most: u8): bool {
  const tens = load<u8>(at) - DIGIT;
  const ones = load<u8>(at + 1) - DIGIT;
  return tens <= 9 && ones <= 9 && tens * 10 + ones <= most;
}

/** Texts that stand for their day are known by its bytes, apart from texts of the column that are known by all of theirs. */
const APART: i32 = 64;

/** The column under which a text with such a time is known. */
@inline
export function columnOfDay(column: i32, time: i32): i32 {
  return column + APART * time;
}

/** Of how many bytes a text is known: of a time those of its day, and of what parts the two, which only some days take. */
@inline
export function bytesOfDay(length: i32, time: i32): i32 {
  return time == 0 ? length : DAY_BYTES + 1;
}
