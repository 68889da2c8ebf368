import { CHUNK_BYTES } from '../bytes/file-chunks.js';
import { lineEnds } from '../bytes/line-ends.js';
import { readKnown } from '../csv/records.js';
import type { FileState } from '../file-state.js';
import { takeRecord } from '../one-file.js';
import { fileName } from '../reading.js';
import type { Bytes } from './bytes.js';
import type { ScannedFormat } from './scan-layout.js';

/** A place among bytes where a record begins, and its line. */
export interface RecordStart {
  position: number;
  line: number;
}

/** Bytes and how their text is cut. */
export interface ScannedText {
  bytes: Bytes;
  dialect: ScannedFormat;
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
    await readKnown(chunks, { file: fileName(state.source), line }, dialect, take, inSlices);
  } catch (error) {
    // What comes after the last wanted record is another's to judge.
    if (!ended) throw error;
  }
  return line;
}

/**
 * Lets the CSV reader take the records that these bytes are, the first of which is on a line.
 *
 * @throws {UserError} what reading the whole file throws there.
 */
export async function readExactly(
  { bytes, dialect }: ScannedText,
  state: FileState,
  { from, to, line }: { from: number; to: number; line: number },
): Promise<void> {
  const own = Buffer.allocUnsafe(to - from);
  const count = bytes.readAt(own, 0, own.length, from);
  const chunks = alone(own.subarray(0, count));
  const take = (fields: string[], at: number) => takeRecord(state, fields, at);
  await readKnown(chunks, { file: fileName(state.source), line }, dialect, take);
}

async function* alone(chunk: Buffer): AsyncGenerator<Buffer> {
  yield chunk;
}

/** A text in slices of whole lines: of those that are decoded together, the first few may be all that is wanted. */
async function* inSlices(text: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of text) {
    for (let from = 0; from < piece.length; ) {
      const lineEnd = piece.indexOf('\n', from + SLICE_CHARACTERS);
      const to = lineEnd === -1 ? piece.length : lineEnd + 1;
      yield piece.slice(from, to);
      from = to;
    }
  }
}

const SLICE_CHARACTERS = 1 << 13;

/** Ends a reading that has gone past the last wanted record. */
const ENOUGH = new Error('no more records are wanted');

/** Where the record on this line begins, that of another before it being known. */
export function positionOfLine({ readAt }: Bytes, line: number, from: RecordStart): number {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
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

const LF = 0x0a;
const CR = 0x0d;
