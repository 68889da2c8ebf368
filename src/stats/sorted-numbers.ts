import { sortedBySpread } from './spread-numbers.js';

/** By measurement (bench/README.md): fewer are sooner compared than put by where they lie, or counted by their digits. */
const [FEW, FEW_BY_DIGITS] = [250, 2500];

/** A double as six digits, the last one first: which of its two words they are in, from which bit on, and how many. */
const DIGITS = [
  { word: 0, shift: 0, bits: 11 },
  { word: 0, shift: 11, bits: 11 },
  { word: 0, shift: 22, bits: 10 },
  { word: 1, shift: 0, bits: 11 },
  { word: 1, shift: 11, bits: 11 },
  { word: 1, shift: 22, bits: 10 },
];
/** How many values a digit may have. */
const RADIX = 1 << 11;
const SIGN = 0x8000_0000;

/**
 * An array, sorted in place as `Float64Array.prototype.sort` does it: negative zeros before zeros, what is no number
 * last. Many are sorted by where they lie, or else digit by digit of their bits, in memory for as many again.
 *
 * @see Knuth (1998), The Art of Computer Programming 3, section 5.2.5, algorithm R.
 */
export function sortedNumbers(sample: Float64Array): Float64Array {
  if (sample.length >= FEW && sortedBySpread(sample)) return sample;
  const counts = sample.length < FEW_BY_DIGITS || !IS_LOW_FIRST ? null : digitCounts(sample);
  if (counts === null) return sample.sort();
  let [from, to]: [Float64Array, Float64Array] = [sample, new Float64Array(sample.length)];
  for (const [at, digit] of DIGITS.entries()) {
    const own = counts.subarray(RADIX * at, RADIX * (at + 1));
    // Of many decimals the last digits are alike, or the first.
    if (own.includes(sample.length)) continue;
    placeBy(own, from, to, digit);
    [from, to] = [to, from];
  }
  if (from !== sample) sample.set(from);
  return sample;
}

/** Whether the lower word of a double stands first. */
const IS_LOW_FIRST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** How many numbers have each value of each digit, in the order of the numbers; `null` where one is no number. */
function digitCounts(sample: Float64Array): Uint32Array | null {
  const words = wordsOf(sample);
  const counts = new Uint32Array(RADIX * DIGITS.length);
  for (let i = 0; i < sample.length; i += 1) {
    if (Number.isNaN(sample[i])) return null;
    // The bits of a negative number rise where it falls.
    const turned = -(words[2 * i + 1]! >>> 31);
    const low = words[2 * i]! ^ turned;
    const high = words[2 * i + 1]! ^ (turned | SIGN);
    counts[low & 2047]! += 1;
    counts[RADIX + ((low >>> 11) & 2047)]! += 1;
    counts[2 * RADIX + (low >>> 22)]! += 1;
    counts[3 * RADIX + (high & 2047)]! += 1;
    counts[4 * RADIX + ((high >>> 11) & 2047)]! += 1;
    counts[5 * RADIX + (high >>> 22)]! += 1;
  }
  return counts;
}

/** Puts numbers in the order of one digit, of which it is known how often each value is met; equal ones stay in theirs. */
function placeBy(
  counts: Uint32Array,
  from: Float64Array,
  to: Float64Array,
  { word, shift, bits }: (typeof DIGITS)[number],
): void {
  const words = wordsOf(from);
  const mask = (1 << bits) - 1;
  const sign = word === 1 ? SIGN : 0;
  const next = placesFrom(counts);
  for (let i = 0; i < from.length; i += 1) {
    const turned = -(words[2 * i + 1]! >>> 31) | sign;
    const digit = ((words[2 * i + word]! ^ turned) >>> shift) & mask;
    to[next[digit]!++] = from[i]!;
  }
}

/** Where the first of each value goes, in place of how many there are. */
function placesFrom(counts: Uint32Array): Uint32Array {
  let place = 0;
  for (let i = 0; i < counts.length; i += 1) {
    const count = counts[i]!;
    counts[i] = place;
    place += count;
  }
  return counts;
}

function wordsOf({ buffer, byteOffset, length }: Float64Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, 2 * length);
}
