import { type Codec, unpack } from './codecs.js';
import type { ColumnValues } from './column-values.js';
import { interned } from './interned.js';
import { assertRuns, assertTaken } from './not-taken.js';
import { ENCODING, type PageHeader } from './page-header.js';
import { type PageReading, type PlacedValues, valuesIn } from './page-values.js';
import { plainValues } from './plain-values.js';

/** A page: row i has the value at its place, or none where that is −1. */
export interface Page extends PlacedValues {
  rows: number;
}

/** How a page's values are to be read. */
export interface PageFacts extends PageReading {
  codec: Codec;
  /** Whether each value is to be there once, since it is judged as a text. */
  once: boolean;
}

/** The values of a dictionary, whose packed bytes stand at an address. */
export function dictionaryIn(
  { memory, rooms, type, codec }: PageFacts,
  { packed, unpacked, values }: PageHeader,
  from: number,
): ColumnValues {
  const at = memory.fit(rooms.dictionary, unpacked);
  unpack(memory, codec, { at: from, size: packed }, { at, size: unpacked });
  const { bytes, view } = memory;
  return plainValues({ bytes, view, at, end: at + unpacked }, values, type);
}

/**
 * The page of rows whose packed bytes stand at an address.
 *
 * @throws NOT_TAKEN where it is not as it should be.
 */
export function pageIn(
  facts: PageFacts,
  header: PageHeader,
  from: number,
  dictionary: ColumnValues | null,
): Page {
  const { memory, rooms } = facts;
  const rows = header.values;
  const end = memory.fit(rooms.page, header.unpacked) + header.unpacked;
  const { at, present } =
    header.kind === 'data' ? unpackFirst(facts, header, from) : unpackSecond(facts, header, from);
  assertTaken(header.kind === 'data' || header.nulls === rows - present);
  const { encoding } = header;
  const found = valuesOnce(
    facts,
    valuesIn(facts, { at, end, count: present, encoding }, dictionary),
  );
  if (present === rows) return { rows, ...found };
  // Room for the rows that have no value, beside the places that stand there.
  const listed = found.places;
  const places = withRoom(facts, listed, present, rows);
  memory.wasm.spreadPlaces(rooms.levels.at, places, rows, present, listed === 0 ? 0 : 1);
  return { rows, values: found.values, places };
}

/** Where so many places stand with room for as many as there are rows. */
function withRoom(
  { memory, rooms }: PageFacts,
  listed: number,
  present: number,
  rows: number,
): number {
  const places = memory.fit(rooms.places, 4 * rows);
  if (listed !== 0 && listed !== places)
    memory.bytes.copyWithin(places, listed, listed + 4 * present);
  return places;
}

function valuesOnce({ once, memory, rooms }: PageFacts, found: PlacedValues): PlacedValues {
  if (!once || found.places !== 0) return found;
  const { values, places } = interned(found.values);
  const at = memory.fit(rooms.places, 4 * places.length);
  memory.ints.set(places, at >> 2);
  return { values, places: at };
}

/** Where the values of an unpacked page begin, and how many there are. */
interface Unpacked {
  at: number;
  present: number;
}

/** Unpacks a page of the first version, whose levels are packed with its values. */
function unpackFirst(facts: PageFacts, header: PageHeader, from: number): Unpacked {
  const { memory, rooms, codec, type } = facts;
  const { packed, unpacked, values, levels } = header;
  const { at } = rooms.page;
  unpack(memory, codec, { at: from, size: packed }, { at, size: unpacked });
  if (type.isRequired) return { at, present: values };
  assertTaken(levels === ENCODING.rle && unpacked >= 4);
  const end = at + 4 + memory.view.getUint32(at, true);
  assertRuns(end <= at + unpacked);
  return { at: end, present: presentIn(facts, at + 4, end, values) };
}

/** The same of the second version, whose levels stand before what is packed. */
function unpackSecond(facts: PageFacts, header: PageHeader, from: number): Unpacked {
  const { memory, rooms, codec, type } = facts;
  const { packed, unpacked, values, definitionBytes, isPacked } = header;
  const at = rooms.page.at + definitionBytes;
  assertTaken(header.repetitionBytes === 0);
  assertRuns(definitionBytes <= Math.min(packed, unpacked));
  const start = from + definitionBytes;
  unpack(
    memory,
    isPacked ? codec : 'UNCOMPRESSED',
    { at: start, size: packed - definitionBytes },
    { at, size: unpacked - definitionBytes },
  );
  return { at, present: type.isRequired ? values : presentIn(facts, from, start, values) };
}

/** How many of so many rows have a value, by levels from an address to another; where some lack it, these are read. */
function presentIn({ memory, rooms }: PageFacts, start: number, end: number, rows: number): number {
  const { wasm } = memory;
  if (wasm.areAllPresent(start, end, rows) !== 0) return rows;
  const levels = memory.fit(rooms.levels, 4 * rows);
  assertRuns(wasm.readHybrid(start, end, 1, levels, rows, 2) !== 0);
  return wasm.presentIn(levels, rows);
}
