import { FIRST, stirred, withWord } from './id-hash.js';

/** The hash of the digits of a whole number from 0 below 2^53, as of their text. */
export function hashOfWhole(number: number): number {
  const digits = digitsOf(number);
  const behind = digits % 4;
  const power = POWERS[behind]!;
  const fours = Math.floor(number / power);
  const hash = digits < 4 ? FIRST : withFours(FIRST, fours);
  if (behind === 0) return stirred(hash);
  const rest = (number - fours * power) * POWERS[4 - behind]!;
  return stirred(withWord(hash, WORDS[rest]! & ((1 << (8 * behind)) - 1)));
}

/** With the digits of a number that has 4, 8, 12 or 16 of them. */
function withFours(hash: number, number: number): number {
  if (number < 10_000) return withWord(hash, WORDS[number]!);
  const before = Math.floor(number / 10_000);
  return withWord(withFours(hash, before), WORDS[number - 10_000 * before]!);
}

/** How many digits a whole number has. */
function digitsOf(number: number): number {
  let digits = 1;
  for (let limit = 10; number >= limit; limit *= 10) digits += 1;
  return digits;
}

const POWERS = [1, 10, 100, 1000];

/** Of each number of four digits: their bytes as a word, the first one lowest. */
const WORDS = Int32Array.from({ length: 10_000 }, (_, number) => {
  const digitAt = (place: number) => 0x30 + (Math.floor(number / 10 ** (3 - place)) % 10);
  return digitAt(0) | (digitAt(1) << 8) | (digitAt(2) << 16) | (digitAt(3) << 24);
});
