/** Numbers as people read them: the only place where percent, separators and rounding exist. */

/** The sign of a negative number in print; a hyphen is too short beside a plus. */
const MINUS = '−';

/** 1234567 as "1,234,567". */
export function formatCount(value: number): string {
  if (Math.abs(value) === Number.POSITIVE_INFINITY) return signed(value, '∞');
  // Through BigInt, since toFixed turns to exponents from 1e21 on.
  return signed(value, grouped(BigInt(Math.round(Math.abs(value))).toString()));
}

/** "1 unit", "2,000 units". */
export function formatCounted(value: number, singular: string): string {
  return `${formatCount(value)} ${singular}${value === 1 ? '' : 's'}`;
}

/** A share as a percentage with that many decimals: 0.0151 as "1.51 %". */
export function formatPercent(share: number, decimals: number): string {
  return `${formatFixed(100 * share, decimals)} %`;
}

/** A share as a percentage with one decimal, below 1 % with two digits, so that only 0 is told as 0. */
export function formatShare(share: number): string {
  const decimals = share > 0 && share < 0.01 ? decimalsFor(100 * share, 2) : 1;
  return formatPercent(share, decimals);
}

/**
 * A share as a percentage with as few decimals as tell it exactly, up to three, or as many more as keep
 * it off 0 and 100: 0.05 as "5 %".
 */
export function formatLevel(share: number): string {
  const edge = Math.min(share, 1 - share);
  const decimals = edge > 0 ? Math.max(3, decimalsFor(100 * edge, 1)) : 0;
  const percent = 100 * share;
  // A share near 0 may need more decimals than toFixed has; near 1 it never does.
  const isTiny = edge === share && decimals > 3;
  return `${Number(isTiny ? percent.toPrecision(1) : percent.toFixed(decimals))} %`;
}

/**
 * A number with that many decimals and separators between thousands; as 1.23e12 or 4.5e-9, exact to the
 * same place, from a billion on and where more decimals are wanted than can be counted at a glance. Below
 * 0 decimals stand for places before the point, which only such a number is rounded to.
 */
export function formatFixed(value: number, decimals: number): string {
  const size = Math.abs(value);
  const isFine = decimals > MOST_PLACES;
  if (isFine && size === 0) return '0';
  if (size >= LARGE || (isFine && size < SMALL)) {
    return signed(value, scientific(size, Math.floor(Math.log10(size)) + decimals));
  }
  const [whole = '', fraction] = size.toFixed(within(decimals, 0, MOST_DIGITS)).split('.');
  const digits = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
  return signed(/[1-9]/.test(digits) ? value : 0, digits);
}

/** From here on digits are not counted any more. */
const LARGE = 1e9;
/** Below this, with more decimals than that, zeros are not told apart at a glance. */
const SMALL = 1e-3;
const MOST_PLACES = 6;
/** A double has no more. */
const MOST_DIGITS = 17;

/** With so many digits behind the point of the mantissa, and no plus sign in the exponent. */
function scientific(size: number, digits: number): string {
  return size.toExponential(within(digits, 0, MOST_DIGITS)).replace('e+', 'e');
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** The same with a plus sign where it is not negative. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatFixed(value, decimals);
  return text.startsWith(MINUS) ? text : `+${text}`;
}

/** A number to three significant digits. */
export function formatShort(value: number): string {
  return formatFixed(value, decimalsFor(Math.abs(value), 3));
}

/** "p = 0.0016", as formatPValue words it. */
export function formatP(logPValue: number): string {
  const value = formatPValue(logPValue);
  return value.startsWith('<') ? `p < ${value.slice(1)}` : `p = ${value}`;
}

/**
 * A p-value to two digits, or as many more as tell it from a round number, which alpha is: "0.0499".
 * From its natural logarithm, so that it is right also where it underflows; never "0".
 */
export function formatPValue(logPValue: number): string {
  const p = Math.exp(logPValue);
  if (p >= 0.9995) return '1.00';
  if (p >= 0.00095) return withEnoughDigits(p);
  const exponent = Math.floor(logPValue / Math.LN10);
  // Smaller ones are not told apart: of the largest logarithms no digit of p is left.
  if (exponent < LEAST_EXPONENT) return `<1e${LEAST_EXPONENT}`;
  const mantissa = Math.round(10 * Math.exp(logPValue - exponent * Math.LN10)) / 10;
  const carried = mantissa >= 10 ? [1, exponent + 1] : [mantissa, exponent];
  return `${carried[0]}e${carried[1]}`;
}

const LEAST_EXPONENT = -1_000_000;

function withEnoughDigits(p: number): string {
  for (const digits of [2, 3, 4]) {
    const text = p.toPrecision(digits);
    const isRound = Number(text) === Number(p.toPrecision(1));
    if (!isRound || Math.abs(Number(text) / p - 1) < 1e-9)
      return p >= 0.0995 ? padded(text) : String(Number(text));
  }
  return p.toPrecision(4);
}

/** At least two decimals: 0.3 as "0.30". */
function padded(text: string): string {
  return /\.\d$/.test(text) ? `${text}0` : text;
}

/** Decimals enough to show `digits` significant digits of a number of this size; below 0 above 1e`digits`. */
export function decimalsFor(size: number, digits: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 0;
  return digits - 1 - Math.floor(Math.log10(size));
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

function signed(value: number, digits: string): string {
  return value < 0 ? `${MINUS}${digits}` : digits;
}
