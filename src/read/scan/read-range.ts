import { readSync } from 'node:fs';
import { CHUNK_BYTES } from '../file-chunks.js';
import { lineEnds } from '../line-ends.js';
import { type FileState, takeRecord } from '../one-file.js';
import { fileName } from '../reading.js';
import { type KnownDialect, readKnown } from '../records.js';

/** A place in an open file where a record begins, and its line. */
export interface RecordStart {
  position: number;
  line: number;
}

/** An open file and how its text is cut. */
export interface OpenFile {
  fd: number;
  size: number;
  dialect: KnownDialect;
}

/**
 * Lets the CSV reader take the records from one on, until one that `isEnd` says is no longer wanted;
 * gives the line after the last it took. Chunks are cut where they are when the whole file is read, so
 * that of two mistakes in one chunk the same is found.
 *
 * @throws {UserError} what reading the whole file throws there.
 */
export async function readRange(
  file: OpenFile,
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
  const chunks = chunksFrom(file, from.position, () => ended);
  try {
    await readKnown(chunks, { file: fileName(state.source), line }, file.dialect, take);
  } catch (error) {
    // What comes after the last wanted record is another's to judge.
    if (!ended) throw error;
  }
  return line;
}

/** Ends a reading that has gone past the last wanted record. */
const ENOUGH = new Error('no more records are wanted');

async function* chunksFrom(
  { fd, size }: OpenFile,
  from: number,
  isDone: () => boolean,
): AsyncGenerator<Buffer> {
  let position = from;
  while (position < size && !isDone()) {
    const border = (Math.floor(position / CHUNK_BYTES) + 1) * CHUNK_BYTES;
    const chunk = Buffer.allocUnsafe(Math.min(border, size) - position);
    const count = readSync(fd, chunk, 0, chunk.length, position);
    if (count === 0) return;
    yield chunk.subarray(0, count);
    position += count;
  }
}

/** Where the record on this line begins. */
export function positionOfLine(fd: number, line: number): number {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let current = 1;
  let afterReturn = false;
  for (let position = 0; current < line; ) {
    const count = readSync(fd, chunk, 0, chunk.length, position);
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
  return 0;
}

const LF = 0x0a;
const CR = 0x0d;
