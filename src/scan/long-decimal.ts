import { NOT_PLAIN } from './decimal';
import { POWERS } from './memory';

/**
 * The number that the bytes from `start` to `end` write, correctly rounded: digits with perhaps a sign, a separator,
 * an exponent, and thousands parted by another sign, where that is not 0; else NOT_PLAIN. Of more than 18 significant
 * digits the first ones must settle the result, and a power of ten beyond 22 is no double.
 */
export function longDecimal(start: usize, end: usize, separator: u32, thousands: u32): f64 {
  const sign = load<u8>(start);
  const from = start + <usize>(sign == MINUS || sign == PLUS);
  let number: i64 = 0;
  let digits = 0;
  let rest: u32 = 0;
  let power = 0;
  let point: usize = 0;
  let group = from;
  let exponent: usize = end;
  for (let at = from; at < end; at++) {
    const digit = <u32>load<u8>(at) - 0x30;
    if (digit <= 9) {
      const isKept = digits < MOST_DIGITS;
      if (isKept) number = number * 10 + digit;
      else rest |= digit;
      // Zeros before the first other digit do not count.
      digits += <i32>(number != 0 && isKept);
      power += <i32>(!isKept) - <i32>(point != 0);
    } else if (digit + 0x30 == separator && point == 0) {
      if (group != from && at - group != 3) return NOT_PLAIN;
      point = at;
    } else if (digit + 0x30 == thousands && point == 0) {
      if (group == from ? at == from || at - from > 3 : at - group != 3) return NOT_PLAIN;
      group = at + 1;
    } else if ((digit + 0x30) == LOWER_E || (digit + 0x30) == UPPER_E) {
      exponent = at;
      break;
    } else {
      return NOT_PLAIN;
    }
  }
  if (exponent - from == <usize>(point != 0)) return NOT_PLAIN;
  if (group != from && point == 0 && (exponent != end || end - group != 3)) return NOT_PLAIN;
  if (exponent != end) {
    const written = exponentIn(exponent + 1, end);
    if (written == NO_EXPONENT) return NOT_PLAIN;
    power += written;
  }
  const size = scaled(number, digits, power);
  if (rest != 0 && size != scaled(number + 1, digits, power)) return NOT_PLAIN;
  return sign == MINUS && size != NOT_PLAIN ? -size : size;
}

const MINUS: u8 = 0x2d;
const PLUS: u8 = 0x2b;
const LOWER_E: u32 = 0x65;
const UPPER_E: u32 = 0x45;

/** So many digits a whole number of 64 bits always has room for. */
const MOST_DIGITS: i32 = 18;

const NO_EXPONENT: i32 = i32.MAX_VALUE;

/** The exponent that these bytes write, of at most three digits; NO_EXPONENT where they are none. */
function exponentIn(start: usize, end: usize): i32 {
  const sign = load<u8>(start);
  const from = start + <usize>(sign == MINUS || sign == PLUS);
  if (from >= end || end - from > 3) return NO_EXPONENT;
  let exponent = 0;
  for (let at = from; at < end; at++) {
    const digit = <i32>load<u8>(at) - 0x30;
    if (digit < 0 || digit > 9) return NO_EXPONENT;
    exponent = exponent * 10 + digit;
  }
  return sign == MINUS ? -exponent : exponent;
}

/**
 * A whole number of so many digits times a power of ten, correctly rounded; NOT_PLAIN where that is not sure. Up to 15
 * digits number and power are exact doubles, so that only their product or quotient is rounded.
 *
 * @see Clinger (1990), How to read floating point numbers accurately, PLDI '90, 92–101.
 */
function scaled(number: i64, digits: i32, power: i32): f64 {
  if (power < -22 || power > 22) return NOT_PLAIN;
  const ten = load<f64>(POWERS + (<usize>abs(power) << 3));
  if (power <= 0) return digits <= 15 ? <f64>number / ten : longQuotient(number, ten);
  return digits <= 15 ? <f64>number * ten : NOT_PLAIN;
}

/**
 * A whole number below 1e18 over a power of ten that is an exact double, correctly rounded; NOT_PLAIN in
 * the rare case that this is not sure.
 *
 * The quotient of the number rounded to a double, and what it lacks: both remainders are exact, so that
 * only their sum and its quotient are rounded, by less than 2^-50 together. If the result is the same
 * with as much more and as much less, it is that of the exact quotient.
 */
function longQuotient(number: i64, power: f64): f64 {
  const high = <f64>number;
  const quotient = high / power;
  const product = quotient * power;
  const remainder = high - product - productError(quotient, power, product);
  const lacking = (remainder + <f64>(number - <i64>high)) / power;
  const margin = lacking * DOUBT;
  const result = quotient + (lacking + margin);
  return result == quotient + (lacking - margin) ? result : NOT_PLAIN;
}

/** 2^-50. */
const DOUBT: f64 = 8.881784197001252e-16;

/** By how much the exact product of two doubles is above the rounded one (Dekker 1971, Numer. Math. 18). */
function productError(a: f64, b: f64, product: f64): f64 {
  const highA = upperHalf(a);
  const highB = upperHalf(b);
  const lowA = a - highA;
  const lowB = b - highB;
  return highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
}

/** A double rounded to half of its digits: 2^27 + 1 times it, less the difference (Veltkamp 1968). */
function upperHalf(x: f64): f64 {
  const scaled = 134217729 * x;
  return scaled - (scaled - x);
}
