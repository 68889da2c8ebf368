import { type ChunkBytes, chunkBytes } from './chunk-bytes.js';
import type { Codec } from './codecs.js';
import type { ColumnValues } from './column-values.js';
import { assertTaken, NOT_TAKEN } from './not-taken.js';
import { type PageHeader, readPageHeader } from './page-header.js';
import { dictionaryIn, type Page, type PageFacts, pageIn } from './page-in.js';
import type { PageMemory } from './page-memory.js';
import type { PageReading } from './page-values.js';

/** One column in one row group: where in the file it lies, and how; plain data. */
export interface ColumnChunk {
  from: number;
  to: number;
  codec: Codec;
  /** How many bytes its pages come to, unpacked. */
  unpacked: number;
  rows: number;
}

/** A column in one row group, of which the rows are taken in their order. */
export interface ColumnCursor {
  /** The page at hand; it stays until the cursor goes on. */
  page: Page;
  /** The next row of the page. */
  at: number;
  /** Makes sure that a row is at hand; how many there are in the page from there on. */
  ready: () => number;
  /** Passes over rows. */
  skip: (count: number) => void;
}

const NO_PAGE: Page = {
  rows: 0,
  places: 0,
  values: { form: 'numbers', count: 0, numbers: new Float64Array() },
};

/**
 * A cursor at the first row of a column chunk of an open file.
 *
 * @throws NOT_TAKEN, as do its functions, where the chunk is not as it should be.
 */
export function columnCursor(
  fd: number,
  chunk: ColumnChunk,
  reading: PageReading & { once: boolean },
): ColumnCursor {
  const facts: PageFacts = { ...reading, codec: chunk.codec };
  const bytes = chunkBytes({ fd, ...chunk }, reading.memory, reading.rooms.packed);
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
    const header = nextHeader(bytes, reading.memory, chunk);
    if (header.kind === 'dictionary') {
      assertTaken(dictionary === null && rowsBefore === 0);
      dictionary = dictionaryIn(facts, header, bytes.ahead(header.packed));
      bytes.skip(header.packed);
      return 0;
    }
    rowsBefore += header.values;
    assertTaken(rowsBefore <= chunk.rows);
    cursor.at = 0;
    const isPassed = header.values <= skipped;
    cursor.page = isPassed
      ? NO_PAGE
      : pageIn(facts, header, bytes.ahead(header.packed), dictionary);
    bytes.skip(header.packed);
    return isPassed ? header.values : 0;
  }
}

/** More than a header takes, unless it has long texts as statistics. */
const HEADER_BYTES = 1 << 10;

/** The next header, which is passed over; the bytes behind it are those of its page. */
function nextHeader(bytes: ChunkBytes, memory: PageMemory, { unpacked }: ColumnChunk): PageHeader {
  for (let count = HEADER_BYTES; ; count *= 16) {
    const at = bytes.ahead(count);
    const there = Math.min(count, bytes.left());
    const reader = { bytes: memory.bytes, at, end: at + there };
    const header = headerOrNull(reader);
    if (header === null) {
      assertTaken(there === count);
      continue;
    }
    bytes.skip(reader.at - at);
    assertTaken(header.packed <= bytes.left() && header.unpacked <= unpacked);
    return header;
  }
}

/** The header there; `null` where it may only go on behind these bytes. */
function headerOrNull(reader: Parameters<typeof readPageHeader>[0]): PageHeader | null {
  try {
    return readPageHeader(reader);
  } catch (error) {
    if (error !== NOT_TAKEN) throw error;
    return null;
  }
}
