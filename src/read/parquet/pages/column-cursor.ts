import { type ChunkBytes, chunkBytes } from './chunk-bytes.js';
import { type Codec, unpack } from './codecs.js';
import type { ColumnValues, PhysicalType } from './column-values.js';
import { readHybrid } from './hybrid.js';
import { interned } from './interned.js';
import { assertTaken, NOT_TAKEN } from './not-taken.js';
import { type PageBytes, pageRoom } from './page-bytes.js';
import { ENCODING, type PageHeader, readPageHeader } from './page-header.js';
import { type PageValues, valuesIn, type Written } from './page-values.js';
import { plainValues } from './plain-values.js';

/** One column in one row group: where in the file it lies, and how; plain data. */
export interface ColumnChunk {
  from: number;
  to: number;
  codec: Codec;
  /** How many bytes its pages come to, unpacked. */
  unpacked: number;
  rows: number;
}

/** How a column's pages are to be read. */
export interface ReadAs {
  type: PhysicalType;
  /** Whether each value is to be there once, since it is judged as a text. */
  once: boolean;
}

/** The page at hand: row i has the value at its place, or none where that is −1. */
export interface Page extends PageValues {
  rows: number;
}

/** A column in one row group, of which the rows are taken in their order. */
export interface ColumnCursor {
  page: Page;
  /** The next row of the page. */
  at: number;
  /** Makes sure that a row is at hand; how many there are in the page from there on. */
  ready: () => number;
  /** Passes over rows. */
  skip: (count: number) => void;
}

/** More than a header takes, unless it has long texts as statistics. */
const HEADER_BYTES = 1 << 10;

const NO_PAGE: Page = {
  rows: 0,
  places: null,
  values: { form: 'numbers', count: 0, numbers: new Float64Array() },
};

/**
 * A cursor at the first row of a column chunk of an open file. What it gives stays until it goes on.
 *
 * @throws NOT_TAKEN, as do its functions, where the chunk is not as it should be.
 */
export function columnCursor(fd: number, chunk: ColumnChunk, { type, once }: ReadAs): ColumnCursor {
  const bytes = chunkBytes(fd, chunk.from, chunk.to);
  const rooms = {
    page: null as PageBytes | null,
    levels: new Int32Array(),
    places: new Int32Array(),
  };
  let dictionary: ColumnValues | null = null;
  let rowsBefore = 0;
  const cursor: ColumnCursor = { page: NO_PAGE, at: 0, ready, skip };
  return cursor;

  function ready(): number {
    while (cursor.at >= cursor.page.rows) next(0);
    return cursor.page.rows - cursor.at;
  }

  function skip(count: number): void {
    let left = count;
    for (;;) {
      const own = Math.min(left, cursor.page.rows - cursor.at);
      cursor.at += own;
      left -= own;
      if (left === 0) return;
      left -= next(left);
    }
  }

  /** Goes on to the next page of rows; or past it, where it has no more than those to be skipped: how many it had. */
  function next(skipped: number): number {
    const header = nextHeader(bytes, chunk);
    if (header.kind === 'dictionary') {
      assertTaken(dictionary === null && rowsBefore === 0);
      dictionary = dictionaryIn(header);
      return 0;
    }
    rowsBefore += header.values;
    assertTaken(rowsBefore <= chunk.rows);
    cursor.at = 0;
    if (header.values <= skipped) {
      bytes.skip(header.packed);
      cursor.page = NO_PAGE;
      return header.values;
    }
    cursor.page = pageIn(header);
    return 0;
  }

  function dictionaryIn(header: PageHeader): ColumnValues {
    const page = pageRoom(null, header.unpacked);
    unpack(chunk.codec, packedBytes(bytes, header), page.bytes.subarray(0, page.end));
    return plainValues(page, 0, header.values, type);
  }

  function pageIn(header: PageHeader): Page {
    const rows = header.values;
    if (rooms.levels.length < rows) rooms.levels = new Int32Array(rows);
    if (rooms.places.length < rows) rooms.places = new Int32Array(rows);
    rooms.page = pageRoom(rooms.page, header.unpacked);
    const { encoding } = header;
    const start = header.kind === 'data' ? unpackFirst() : unpackSecond();
    const missing = type.isRequired ? 0 : rows - sumOf(rooms.levels, rows);
    assertTaken(header.kind === 'data' || header.nulls === missing);
    const written = { page: rooms.page, at: start, count: rows - missing, encoding };
    const found = valuesOnce(written);
    if (missing === 0) return { rows, ...found };
    return { rows, values: found.values, places: spread(found.places, rows, rows - missing) };

    /** Of a first version levels are packed with the values. */
    function unpackFirst(): number {
      const page = rooms.page!;
      unpack(chunk.codec, packedBytes(bytes, header), page.bytes.subarray(0, page.end));
      if (type.isRequired) return 0;
      assertTaken(header.levels === ENCODING.rle && page.end >= 4);
      const end = 4 + page.view.getUint32(0, true);
      readHybrid(page, { at: 4, end, width: 1 }, rooms.levels, rows);
      return end;
    }

    function unpackSecond(): number {
      const page = rooms.page!;
      const { definitionBytes, packed, isPacked } = header;
      assertTaken(header.repetitionBytes === 0);
      assertTaken(definitionBytes <= Math.min(packed, page.end));
      const all = packedBytes(bytes, header);
      page.bytes.set(all.subarray(0, definitionBytes));
      const codec = isPacked ? chunk.codec : 'UNCOMPRESSED';
      unpack(codec, all.subarray(definitionBytes), page.bytes.subarray(definitionBytes, page.end));
      if (!type.isRequired) {
        readHybrid(page, { at: 0, end: definitionBytes, width: 1 }, rooms.levels, rows);
      }
      return definitionBytes;
    }
  }

  function valuesOnce(written: Written): PageValues {
    const found = valuesIn(written, type, dictionary, rooms.places);
    return once && found.places === null ? interned(found.values) : found;
  }

  /** The places of rows, where some have no value. */
  function spread(places: Int32Array | null, rows: number, values: number): Int32Array {
    const into = rooms.places;
    let next = values;
    for (let row = rows - 1; row >= 0; row--) {
      if (rooms.levels[row] === 0) into[row] = -1;
      else {
        next -= 1;
        into[row] = places === null ? next : places[next]!;
      }
    }
    return into;
  }
}

/** How many of so many levels are 1, where all others are 0. */
function sumOf(levels: Int32Array, count: number): number {
  let [sum, others] = [0, 0];
  for (let i = 0; i < count; i++) {
    sum += levels[i]!;
    others |= levels[i]!;
  }
  assertTaken(others >>> 0 <= 1);
  return sum;
}

/** The next header, which is passed over; the bytes behind it are those of its page. */
function nextHeader(bytes: ChunkBytes, { unpacked }: ColumnChunk): PageHeader {
  for (let count = HEADER_BYTES; ; count *= 16) {
    const reader = { bytes: bytes.ahead(count), at: 0 };
    const header = headerOrNull(reader);
    if (header === null) {
      assertTaken(reader.bytes.length === count);
      continue;
    }
    bytes.skip(reader.at);
    assertTaken(header.packed <= bytes.left() && header.unpacked <= unpacked);
    return header;
  }
}

/** The header there; `null` where it may only go on behind these bytes. */
function headerOrNull(reader: { bytes: Uint8Array; at: number }): PageHeader | null {
  try {
    return readPageHeader(reader);
  } catch (error) {
    if (error !== NOT_TAKEN) throw error;
    return null;
  }
}

function packedBytes(bytes: ChunkBytes, { packed }: PageHeader): Uint8Array {
  const page = bytes.ahead(packed);
  bytes.skip(packed);
  return page;
}
