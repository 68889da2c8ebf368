import type { ColumnValues, PhysicalType } from './column-values.js';
import { readDeltas } from './delta.js';
import { lengthsBefore, prefixesBefore } from './delta-bytes.js';
import { readHybrid, unpackBits } from './hybrid.js';
import { assertTaken, NOT_TAKEN } from './not-taken.js';
import type { PageBytes } from './page-bytes.js';
import { ENCODING } from './page-header.js';
import { plainValues, valuesOfWords, widthOf } from './plain-values.js';

/** The values of a page: those that are there, one after the other, or by their places in another list. */
export interface PageValues {
  values: ColumnValues;
  /** The places; `null` where each value has its own. */
  places: Int32Array | null;
}

/** Where in a page its values stand, and how. */
export interface Written {
  page: PageBytes;
  at: number;
  /** How many there are. */
  count: number;
  encoding: number;
}

/** No and yes. */
const TRUTHS: ColumnValues = { form: 'numbers', count: 2, numbers: Float64Array.of(0, 1) };

/**
 * The values that are written in a page.
 *
 * @param dictionary the chunk's, if it has one.
 * @param room for as many places as there are values.
 * @throws NOT_TAKEN where the page does not hold them.
 */
export function valuesIn(
  written: Written,
  type: PhysicalType,
  dictionary: ColumnValues | null,
  room: Int32Array,
): PageValues {
  const { page, at, count, encoding } = written;
  if (encoding === ENCODING.plainDictionary || encoding === ENCODING.rleDictionary) {
    assertTaken(dictionary !== null);
    return { values: dictionary, places: dictionaryPlaces(written, dictionary, room) };
  }
  if (type.type === 'BOOLEAN') return { values: TRUTHS, places: truths(written, room) };
  return { values: ownValues(), places: null };

  function ownValues(): ColumnValues {
    switch (encoding) {
      case ENCODING.plain:
        return plainValues(page, at, count, type);
      case ENCODING.deltaBinaryPacked:
        return deltaValues(written, type);
      case ENCODING.deltaLengthByteArray:
        assertTaken(type.type === 'BYTE_ARRAY');
        return lengthsBefore(page, at, count);
      case ENCODING.deltaByteArray:
        assertTaken(type.type === 'BYTE_ARRAY');
        return prefixesBefore(page, at, count);
      case ENCODING.byteStreamSplit:
        return splitValues(written, type);
      default:
        throw NOT_TAKEN;
    }
  }
}

function dictionaryPlaces(
  { page, at, count }: Written,
  dictionary: ColumnValues,
  room: Int32Array,
): Int32Array {
  if (count === 0) return room;
  assertTaken(at < page.end);
  const width = page.bytes[at]!;
  // One value alone takes no bits.
  if (width === 0) room.fill(0, 0, count);
  else readHybrid(page, { at: at + 1, end: page.end, width }, room, count);
  let largest = 0;
  for (let i = 0; i < count; i++) if (room[i]! >>> 0 > largest) largest = room[i]! >>> 0;
  assertTaken(largest < dictionary.count);
  return room;
}

function truths({ page, at, count, encoding }: Written, room: Int32Array): Int32Array {
  if (encoding === ENCODING.plain) {
    assertTaken(at + count / 8 <= page.end);
    unpackBits(page, { at, width: 1 }, room, 0, count);
    return room;
  }
  assertTaken(encoding === ENCODING.rle && at + 4 <= page.end);
  const end = at + 4 + page.view.getUint32(at, true);
  readHybrid(page, { at: at + 4, end, width: 1 }, room, count);
  for (let i = 0; i < count; i++) assertTaken(room[i]! >>> 0 <= 1);
  return room;
}

function deltaValues({ page, at, count }: Written, type: PhysicalType): ColumnValues {
  assertTaken(type.type === 'INT32' || type.type === 'INT64');
  const { words } = readDeltas(page, at, count);
  if (type.type === 'INT64') return valuesOfWords(words, count, type);
  return valuesOfWords(
    Int32Array.from({ length: count }, (_, i) => words[2 * i]!),
    count,
    type,
  );
}

/** Values of which the first bytes stand one after the other, then the second ones, and so on. */
function splitValues({ page, at, count }: Written, type: PhysicalType): ColumnValues {
  const width = widthOf(type);
  assertTaken(at + count * width <= page.end);
  const bytes = new Uint8Array(count * width);
  for (let k = 0; k < width; k++) {
    const from = at + k * count;
    for (let i = 0; i < count; i++) bytes[i * width + k] = page.bytes[from + i]!;
  }
  const whole = { bytes, view: new DataView(bytes.buffer), end: bytes.length };
  return plainValues(whole, 0, count, type);
}
