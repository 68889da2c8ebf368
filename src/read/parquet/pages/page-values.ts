import type { ColumnRooms } from './column-rooms.js';
import type { ColumnValues, PhysicalType } from './column-values.js';
import { readDeltas } from './delta.js';
import { lengthsBefore, prefixesBefore } from './delta-bytes.js';
import { assertRuns, assertTaken, NOT_TAKEN } from './not-taken.js';
import { ENCODING } from './page-header.js';
import type { PageMemory } from './page-memory.js';
import { numbersOf, plainValues, widthOf } from './plain-values.js';

/** Values, and the address of the places among them; 0 where each has its own place. */
export interface PlacedValues {
  values: ColumnValues;
  places: number;
}

/** Where in the memory the values of a page stand, and how. */
export interface Written {
  at: number;
  end: number;
  /** How many there are. */
  count: number;
  encoding: number;
}

/** What a column's pages are read with. */
export interface PageReading {
  memory: PageMemory;
  rooms: ColumnRooms;
  type: PhysicalType;
}

/** No and yes. */
const TRUTHS: ColumnValues = { form: 'numbers', count: 2, numbers: Float64Array.of(0, 1) };

/**
 * The values that are written in a page: those of the chunk's dictionary, or its own.
 *
 * @throws NOT_TAKEN where the page does not hold them.
 */
export function valuesIn(
  reading: PageReading,
  written: Written,
  dictionary: ColumnValues | null,
): PlacedValues {
  const { encoding } = written;
  if (encoding === ENCODING.plainDictionary || encoding === ENCODING.rleDictionary) {
    assertTaken(dictionary !== null);
    return { values: dictionary, places: dictionaryPlaces(reading, written, dictionary.count) };
  }
  if (reading.type.type === 'BOOLEAN') return { values: TRUTHS, places: truths(reading, written) };
  return { values: ownValues(reading, written), places: 0 };
}

function ownValues({ memory, type }: PageReading, { at, end, count, encoding }: Written) {
  const range = { bytes: memory.bytes, view: memory.view, at, end };
  switch (encoding) {
    case ENCODING.plain:
      return plainValues(range, count, type);
    case ENCODING.deltaBinaryPacked:
      return deltaValues(range, count, type);
    case ENCODING.deltaLengthByteArray:
      assertTaken(type.type === 'BYTE_ARRAY');
      return lengthsBefore(range, count);
    case ENCODING.deltaByteArray:
      assertTaken(type.type === 'BYTE_ARRAY');
      return prefixesBefore(range, count);
    case ENCODING.byteStreamSplit:
      return splitValues(range, count, type);
    default:
      throw NOT_TAKEN;
  }
}

function dictionaryPlaces(
  { memory, rooms }: PageReading,
  { at, end, count }: Written,
  values: number,
): number {
  const places = memory.fit(rooms.places, 4 * count);
  if (count === 0) return places;
  assertTaken(at < end && values > 0);
  const width = memory.bytes[at]!;
  assertTaken(width <= 32);
  // One value alone takes no bits.
  if (width === 0) memory.ints.fill(0, places >> 2, (places >> 2) + count);
  else assertRuns(memory.wasm.readHybrid(at + 1, end, width, places, count, values) !== 0);
  return places;
}

function truths({ memory, rooms }: PageReading, { at, end, count, encoding }: Written): number {
  const { wasm, view, bytes, ints } = memory;
  const places = memory.fit(rooms.places, 4 * count);
  if (encoding === ENCODING.plain) {
    assertTaken(at + count / 8 <= end);
    for (let i = 0; i < count; i++)
      ints[(places >> 2) + i] = (bytes[at + (i >> 3)]! >> (i & 7)) & 1;
    return places;
  }
  assertTaken(encoding === ENCODING.rle && at + 4 <= end);
  const ownEnd = at + 4 + view.getUint32(at, true);
  assertRuns(ownEnd <= end && wasm.readHybrid(at + 4, ownEnd, 1, places, count, 2) !== 0);
  return places;
}

type Range = Parameters<typeof plainValues>[0];

function deltaValues(range: Range, count: number, type: PhysicalType): ColumnValues {
  assertTaken(type.type === 'INT32' || type.type === 'INT64');
  const { words } = readDeltas(range, count);
  if (type.type === 'INT64') {
    return { form: 'longs', count, view: new DataView(words.buffer), at: 0 };
  }
  const low = Int32Array.from({ length: count }, (_, i) => words[2 * i]!);
  return { form: 'numbers', count, numbers: numbersOf(low.buffer, type) };
}

/** Values of which the first bytes stand one after the other, then the second ones, and so on. */
function splitValues({ bytes, at, end }: Range, count: number, type: PhysicalType): ColumnValues {
  const width = widthOf(type);
  assertTaken(at + count * width === end);
  const whole = new Uint8Array(count * width);
  for (let k = 0; k < width; k++) {
    const from = at + k * count;
    for (let i = 0; i < count; i++) whole[i * width + k] = bytes[from + i]!;
  }
  const range = { bytes: whole, view: new DataView(whole.buffer), at: 0, end: whole.length };
  return plainValues(range, count, type);
}
