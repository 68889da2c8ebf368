import { assertTaken } from './not-taken.js';
import type { PageBytes } from './page-bytes.js';
import { readVarint } from './thrift.js';

/**
 * Reads so many whole numbers of so many bits each, in runs and packed, into an array.
 *
 * @throws NOT_TAKEN where there are fewer before `end`.
 * @see Apache Parquet, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
 */
export function readHybrid(
  page: PageBytes,
  { at, end, width }: { at: number; end: number; width: number },
  into: Int32Array,
  count: number,
): void {
  assertTaken(end <= page.end && width <= 32);
  const reader = { bytes: page.bytes.subarray(0, end), at };
  const bytesOfRun = (width + 7) >> 3;
  for (let done = 0; done < count; ) {
    const header = readVarint(reader);
    const isPacked = header % 2 === 1;
    const length = isPacked ? 8 * ((header - 1) / 2) : header / 2;
    const taken = Math.min(length, count - done);
    const bytes = isPacked ? Math.ceil((taken * width) / 8) : bytesOfRun;
    assertTaken(reader.at + bytes <= end);
    if (isPacked) unpackBits(page, { at: reader.at, width }, into, done, taken);
    else into.fill(runValue(page, reader.at, bytesOfRun), done, done + taken);
    reader.at += isPacked ? (length * width) / 8 : bytesOfRun;
    done += taken;
  }
}

function runValue({ bytes }: PageBytes, at: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) value |= bytes[at + i]! << (8 * i);
  return value;
}

/** Up to so many bits lie within the four bytes from the one on in which they begin. */
const WITHIN_A_WORD = 25;

/** Unpacks so many numbers of so many bits each. */
export function unpackBits(
  { bytes, view }: PageBytes,
  from: { at: number; width: number },
  into: Int32Array,
  start: number,
  count: number,
): void {
  const { width } = from;
  const mask = width === 32 ? -1 : (1 << width) - 1;
  let at = from.at;
  let shift = 0;
  for (let i = start; i < start + count; i++) {
    let word = view.getInt32(at, true) >>> shift;
    if (width > WITHIN_A_WORD && shift > 0) word |= bytes[at + 4]! << (32 - shift);
    into[i] = word & mask;
    shift += width;
    at += shift >>> 3;
    shift &= 7;
  }
}
