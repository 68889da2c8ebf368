import { assertTaken } from './not-taken.js';
import type { ByteRange } from './plain-values.js';
import { type ByteReader, readVarint } from './thrift.js';

/** The most values of a block: writers take 128, or a few times as many. */
const MOST_PER_BLOCK = 1 << 16;

/**
 * So many whole numbers that stand in a page by their differences, each as two words, the lower one first; and
 * where they end.
 *
 * @throws NOT_TAKEN where there are others than so many, or the page ends before.
 * @see Apache Parquet, Encodings.md, "Delta Encoding".
 */
export function readDeltas(page: ByteRange, count: number): { words: Int32Array; end: number } {
  const reader = { bytes: page.bytes, at: page.at, end: page.end };
  const perBlock = readVarint(reader);
  const miniblocks = readVarint(reader);
  const perMiniblock = perBlock / miniblocks;
  assertTaken(perBlock <= MOST_PER_BLOCK && perMiniblock % 32 === 0 && perMiniblock > 0);
  assertTaken(readVarint(reader) === count);
  const words = new Int32Array(2 * count);
  const value = readLong(reader);
  const deltas = new Int32Array(2 * perMiniblock);
  if (count > 0) words.set(value);
  for (let done = 1; done < count; ) {
    const least = readLong(reader);
    const widths = reader.at;
    reader.at += miniblocks;
    for (let i = 0; i < miniblocks && done < count; i++) {
      const width = page.bytes[widths + i]!;
      const bytes = (width * perMiniblock) / 8;
      assertTaken(width <= 64 && reader.at + bytes <= page.end);
      unpackLongs(page, { at: reader.at, width }, deltas, perMiniblock);
      reader.at += bytes;
      const taken = Math.min(perMiniblock, count - done);
      addUp(words, done, taken, { least, deltas });
      done += taken;
    }
  }
  return { words, end: reader.at };
}

/** Each value as the one before it, the least difference and its own beyond that, modulo 2^64. */
function addUp(
  words: Int32Array,
  start: number,
  count: number,
  { least, deltas }: { least: Int32Array; deltas: Int32Array },
): void {
  const [leastLow, leastHigh] = [least[0]! >>> 0, least[1]!];
  let low = words[2 * start - 2]! >>> 0;
  let high = words[2 * start - 1]!;
  for (let i = 0; i < count; i++) {
    const sum = low + leastLow + (deltas[2 * i]! >>> 0);
    high = (high + leastHigh + deltas[2 * i + 1]! + Math.floor(sum / 0x100000000)) | 0;
    low = sum >>> 0;
    words[2 * (start + i)] = low;
    words[2 * (start + i) + 1] = high;
  }
}

/** Unpacks so many numbers of up to 64 bits each. */
function unpackLongs(
  page: ByteRange,
  { at: from, width }: { at: number; width: number },
  into: Int32Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const bit = width * i;
    const at = from + (bit >>> 3);
    const below = Math.min(width, 32);
    into[2 * i] = bitsAt(page, at, bit & 7, below);
    into[2 * i + 1] = width <= 32 ? 0 : bitsAt(page, at + 4, bit & 7, width - 32);
  }
}

function bitsAt({ bytes, view }: ByteRange, at: number, shift: number, width: number): number {
  if (width === 0) return 0;
  let word = view.getInt32(at, true) >>> shift;
  if (shift > 0) word |= bytes[at + 4]! << (32 - shift);
  return width === 32 ? word : word & ((1 << width) - 1);
}

/** A number of 64 bits that alternates between the signs, seven bits a byte. */
function readLong(reader: ByteReader): Int32Array {
  let [low, high] = [0, 0];
  for (let shift = 0; ; shift += 7) {
    assertTaken(reader.at < reader.end && shift < 70);
    const byte = reader.bytes[reader.at]!;
    reader.at += 1;
    const own = byte & 0x7f;
    if (shift < 32) low |= own << shift;
    if (shift > 25) high |= shift < 32 ? own >>> (32 - shift) : own << (shift - 32);
    if (byte < 0x80) break;
  }
  const sign = -(low & 1);
  const half = (low >>> 1) | (high << 31);
  return Int32Array.of(half ^ sign, (high >>> 1) ^ sign);
}
