import { isUtf8 } from 'node:buffer';
import { lineEnds } from '../bytes/line-ends.js';
import { type KnownFormat, readKnown } from '../csv/records.js';
import type { FileState } from '../file-state.js';
import { takeRecord } from '../one-file.js';
import { fileName } from '../reading.js';
import type { Bytes } from './bytes.js';

/** A place among bytes where a record begins, and its line. */
export interface RecordStart {
  position: number;
  line: number;
}

/** Bytes and how their text is cut. */
export interface ScannedText {
  bytes: Bytes;
  dialect: KnownFormat;
}

/**
 * Lets the CSV reader take the records from one on, until one that `isEnd` says is no longer wanted;
 * gives the line after the last it took.
 *
 * @throws {UserError} what reading the whole file throws there.
 */
export async function readRange(
  { bytes, dialect }: ScannedText,
  state: FileState,
  from: RecordStart,
  isEnd: (line: number) => boolean,
): Promise<number> {
  let line = from.line;
  let ended = false;
  const take = (fields: string[], at: number) => {
    ended ||= isEnd(at);
    if (ended) throw ENOUGH;
    takeRecord(state, fields, at);
    line = at + 1 + fields.reduce((sum, field) => sum + lineEnds(field), 0);
    ended = isEnd(line);
  };
  const chunks = bytes.chunks(from.position, () => ended);
  try {
    await readKnown(inSlices(chunks), { file: fileName(state.source), line }, dialect, take);
  } catch (error) {
    // What comes after the last wanted record is another's to judge.
    if (!ended) throw error;
  }
  return line;
}

/**
 * Chunks in slices of whole lines, since the first few may be all that is wanted; one that is no UTF-8, or no text,
 * in one: that is the first mistake in it, wherever it stands.
 */
async function* inSlices(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const isText = isUtf8(chunk) && !chunk.includes(0);
    for (let from = 0; from < chunk.length; ) {
      const lineEnd = isText ? chunk.indexOf('\n', from + SLICE_BYTES) : -1;
      const to = lineEnd === -1 ? chunk.length : lineEnd + 1;
      yield chunk.subarray(from, to);
      from = to;
    }
  }
}

const SLICE_BYTES = 1 << 13;

/** Ends a reading that has gone past the last wanted record. */
const ENOUGH = new Error('no more records are wanted');

/** Where the record on this line begins, that of another before it being known. */
export function positionOfLine({ readAt }: Bytes, line: number, from: RecordStart): number {
  const chunk = Buffer.allocUnsafe(LOOKED_THROUGH_BYTES);
  let current = from.line;
  let afterReturn = false;
  for (let { position } = from; current < line; ) {
    const count = readAt(chunk, 0, chunk.length, position);
    for (let i = 0; i < count; i++) {
      const byte = chunk[i];
      // A CR ends a line by itself, unless an LF follows it.
      if (byte === LF || afterReturn) current += 1;
      if (current === line) return position + i + (byte === LF ? 1 : 0);
      afterReturn = byte === CR;
    }
    if (count === 0) return position;
    position += count;
  }
  return from.position;
}

/** Mostly few lines are to be found. */
const LOOKED_THROUGH_BYTES = 1 << 14;

const LF = 0x0a;
const CR = 0x0d;
