import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { LARGE_BYTES, readBytes } from './bytes/source.js';
import { readRecords } from './csv/records.js';
import { type FileState, takeRecord } from './one-file.js';
import { fileName, type StandardInput } from './reading.js';

/**
 * Takes all records of a file, CSV or Parquet, and gives the SHA-256 of its bytes.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place.
 */
export async function takeFile(state: FileState, io: StandardInput): Promise<string> {
  const { source } = state;
  if (beginsAsParquet(source.path)) {
    const { takeParquet } = await import('./parquet/parquet.js');
    return takeParquet(state, io);
  }
  const { chunks, sha256 } = readBytes(source, io);
  const stream = chunks[Symbol.asyncIterator]();
  try {
    await takeStream(state, stream);
  } finally {
    // Who stops at a mistake has not come to the rest, which may be an open file.
    await stream.return?.();
  }
  return sha256();
}

/** Scans what turns out to be large, from a pipe or unpacked; has the rest read record by record. */
async function takeStream(state: FileState, stream: AsyncIterator<Buffer>): Promise<void> {
  const { parts, ended } = await startOf(stream);
  const chunks = joined(parts, stream);
  if (!ended) {
    const { scanStream } = await import('./scan/scan-stream.js');
    if (await scanStream(state, { start: Buffer.concat(parts), chunks })) return;
  }
  const { source, options } = state;
  await readRecords(chunks, fileName(source), options, (fields, line) =>
    takeRecord(state, fields, line),
  );
}

/** So much of a stream that it is worth scanning, or all of it. */
async function startOf(stream: AsyncIterator<Buffer>) {
  const parts: Buffer[] = [];
  for (let bytes = 0; bytes < LARGE_BYTES; ) {
    const { value, done } = await stream.next();
    if (done === true) return { parts, ended: true };
    parts.push(value);
    bytes += value.length;
  }
  return { parts, ended: false };
}

async function* joined(
  parts: readonly Buffer[],
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  yield* parts;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** Whether a path is that of a plain file with Parquet's first bytes, which a pipe cannot give twice. */
function beginsAsParquet(path: string): boolean {
  if (path === '-' || !existsSync(path) || !statSync(path).isFile()) return false;
  const start = Buffer.alloc(4);
  try {
    const file = openSync(path, 'r');
    readSync(file, start, { position: 0 });
    closeSync(file);
  } catch {
    // Why it cannot be read, its reading will say.
    return false;
  }
  return start.toString('latin1') === 'PAR1';
}
