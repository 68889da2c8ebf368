import type { Texts } from './column-values.js';
import { readDeltas } from './delta.js';
import { assertTaken } from './not-taken.js';
import type { ByteRange } from './plain-values.js';

/** The most bytes that the values of a page may come to, where each goes on from the one before. */
const MOST_BYTES = 1 << 28;

/**
 * So many values of which the lengths stand before all of them.
 *
 * @throws NOT_TAKEN where the page does not hold them.
 */
export function lengthsBefore(page: ByteRange, count: number): Texts {
  const lengths = readDeltas(page, count);
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  let place = lengths.end;
  for (let i = 0; i < count; i++) {
    const length = lengthAt(lengths.words, i);
    assertTaken(place + length <= page.end);
    starts[i] = place;
    place += length;
    ends[i] = place;
  }
  return { form: 'bytes', count, bytes: page.bytes, starts, ends };
}

/**
 * So many values of each of which stands how much of the one before it begins with, and the rest.
 *
 * @throws NOT_TAKEN where the page does not hold them.
 */
export function prefixesBefore(page: ByteRange, count: number): Texts {
  const prefixes = readDeltas(page, count);
  const suffixes = lengthsBefore({ ...page, at: prefixes.end }, count);
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  let end = 0;
  for (let i = 0; i < count; i++) {
    const prefix = lengthAt(prefixes.words, i);
    assertTaken(prefix <= (i === 0 ? 0 : ends[i - 1]! - starts[i - 1]!));
    starts[i] = end;
    end += prefix + suffixes.ends[i]! - suffixes.starts[i]!;
    ends[i] = end;
    assertTaken(end <= MOST_BYTES);
  }
  const bytes = new Uint8Array(end);
  for (let i = 0; i < count; i++) {
    const prefix = lengthAt(prefixes.words, i);
    if (prefix > 0) bytes.copyWithin(starts[i]!, starts[i - 1]!, starts[i - 1]! + prefix);
    bytes.set(suffixes.bytes.subarray(suffixes.starts[i]!, suffixes.ends[i]!), starts[i]! + prefix);
  }
  return { form: 'bytes', count, bytes, starts, ends };
}

/** A length; those of 2^31 and more are none. */
function lengthAt(words: Int32Array, i: number): number {
  const length = words[2 * i]!;
  assertTaken(length >= 0);
  return length;
}
